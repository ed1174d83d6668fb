package com.acme.shop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public interface Pools {
    default ExecutorService pool(int size) {
        return Executors.newFixedThreadPool(size);
    }
}
