package com.acme.desk;

/** How far somebody has read. */
public class PageCursor {
    private int page;

    public int next() {
        return ++page;
    }
}
