package org.acmelib.client;

import java.util.ArrayList;
import java.util.List;
import org.acmelib.text.Names;

public class AcmelibClient {
  private final List<String> asked = new ArrayList<>();
  private final Names names;

  public AcmelibClient(Names names) {
    this.names = names;
  }

  public String first(String text) {
    asked.add(text);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return names.join(text, "" + asked.size());
  }

  public int size() {
    return asked.size() + 1;
  }
}
