package org.acmelib.text;

import okhttp3.OkHttpClient;
import okhttp3.Request;

public class Sender {
  private final OkHttpClient client;

  public Sender(OkHttpClient client) {
    this.client = client;
  }

  public void send(Request request) throws Exception {
    client.newCall(request).execute();
  }
}
