package com.acme.shop.rates

class Codes {
    fun of(name: String): String = name.lowercase()
}
