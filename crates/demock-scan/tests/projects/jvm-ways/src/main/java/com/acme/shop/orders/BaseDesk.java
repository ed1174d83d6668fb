package com.acme.shop.orders;

import org.springframework.web.client.RestTemplate;

public abstract class BaseDesk {
    protected RestTemplate template() {
        return new RestTemplate();
    }
}
