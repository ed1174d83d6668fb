package org.acmelib.text;

public class Names {
  public String join(String a, String b) {
    StringBuilder all = new StringBuilder(a);
    all.append('/').append(b);
    return all.toString();
  }

  public int count(String text) {
    return text.split("/").length;
  }
}
