package com.acme.shop;

import java.util.ArrayList;
import java.util.List;

public class FakeMailer implements Mailer {
    final List<String> sent = new ArrayList<>();

    @Override
    public void send(String to) {
        sent.add(to);
    }
}
