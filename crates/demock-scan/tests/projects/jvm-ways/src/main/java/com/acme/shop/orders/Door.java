package com.acme.shop.orders;

public abstract class Door {
    public void again(String order) {
        open(order);
    }

    public abstract void open(String order);

    public void both(String order) {
        shut(order);
    }

    public abstract void shut(String order);
}
