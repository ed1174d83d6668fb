package shop;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class HttpRates implements Rates {
    private final HttpClient line;

    public HttpRates(HttpClient line) {
        this.line = line;
    }

    @Override
    public String of(String day) {
        return line.send(HttpRequest.newBuilder().build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
