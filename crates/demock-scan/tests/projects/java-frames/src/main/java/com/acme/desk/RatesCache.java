package com.acme.desk;

import com.github.benmanes.caffeine.cache.Cache;

public class RatesCache {
    private final Cache<String, Integer> rates;

    public RatesCache(Cache<String, Integer> rates) {
        this.rates = rates;
    }

    public Integer rate(String name) {
        return rates.getIfPresent(name);
    }
}
