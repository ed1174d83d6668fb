package shop;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class HttpNotes implements Notes {
    private final HttpClient line;

    public HttpNotes(HttpClient line) {
        this.line = line;
    }

    public String of(String day) {
        return line.send(HttpRequest.newBuilder().build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
