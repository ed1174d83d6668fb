package com.acme.shop.rates

interface RatesService {
    suspend fun latest(currency: String = "EUR"): Rate
}
