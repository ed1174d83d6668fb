package com.acme.shop.orders.far;

import com.acme.shop.orders.Gate;
import org.springframework.web.client.RestTemplate;

public class HttpBarrier extends Gate {
    private final RestTemplate template = new RestTemplate();

    @Override
    public void open(String order) {
        template.put("https://gate.example/open", order);
    }

    @Override
    public void close(String order) {
        template.put("https://gate.example/close", order);
    }
}
