package com.acme.shop.basics

interface CurrentTimeProvider {
    fun millis(): Long
}
