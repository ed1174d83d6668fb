package com.acme.shop.store;

import java.net.http.HttpClient;

public class RateClient {
    private final HttpClient http = HttpClient.newHttpClient();
}
