package com.acme.shop.pages;

import org.springframework.http.ResponseEntity;

public class OrderPage {
    public ResponseEntity<String> show(String order) {
        return ResponseEntity.ok(order);
    }
}
