package com.acme.shop.orders;

public class Desk extends BaseDesk {
    public void order(String what) {
        template().postForLocation("https://desk.example/orders", what);
    }
}
