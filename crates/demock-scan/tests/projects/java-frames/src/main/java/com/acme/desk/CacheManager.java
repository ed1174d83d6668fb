package com.acme.desk;

import java.util.HashMap;
import java.util.Map;

/** Keeps what it has seen in the program itself. */
public class CacheManager {
    private final Map<String, Integer> seen = new HashMap<>();

    public int seen(String name) {
        return seen.getOrDefault(name, 0);
    }

    public void see(String name) {
        seen.merge(name, 1, Integer::sum);
    }
}
