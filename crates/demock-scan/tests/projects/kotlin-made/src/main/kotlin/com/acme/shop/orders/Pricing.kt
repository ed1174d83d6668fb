package com.acme.shop.orders

class Pricing(private val rate: Int) {
    fun of(text: String): String = text.repeat(rate)
}

class Shipping {
    fun of(text: String): String = text.trim()
}
