package org.acmelib.testing;

import org.acmelib.text.Names;

/** Stands in for the names. */
public class FakeNames extends Names {
  private String asked;

  @Override
  public String join(String a, String b) {
    asked = a;
    return "";
  }
}
