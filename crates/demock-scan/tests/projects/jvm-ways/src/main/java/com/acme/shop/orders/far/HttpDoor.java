package com.acme.shop.orders.far;

import com.acme.shop.orders.Door;
import org.springframework.web.client.RestTemplate;

public class HttpDoor extends Door {
    private final RestTemplate template = new RestTemplate();

    @Override
    public void open(String order) {
        template.put("https://door.example/open", order);
    }

    @Override
    public void shut(String order) {
        template.put("https://door.example/shut", order);
    }
}
