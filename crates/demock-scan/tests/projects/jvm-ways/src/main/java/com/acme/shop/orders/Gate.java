package com.acme.shop.orders;

public abstract class Gate {
    public abstract void open(String order);

    public abstract void close(String order);

    public void pass(String order) {
        open(order);
        close(order);
    }
}
