package com.acme.shop.store;

public class Catalogue {
    public int price(String item) {
        return item.length();
    }
}
