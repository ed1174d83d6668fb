package com.acme.desk;

/** Says only what is kept. */
public interface PagesCache {
    String page(String name);
}
