package com.acme.shop.store;

public interface BasketCache {
    String get(String key);
}
