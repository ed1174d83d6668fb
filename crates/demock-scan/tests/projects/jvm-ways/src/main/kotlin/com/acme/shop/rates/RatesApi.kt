package com.acme.shop.rates

import retrofit2.http.GET
import retrofit2.http.Path

interface RatesApi {
    @GET("rates/{currency}")
    suspend fun latest(@Path("currency") currency: String): Rate
}

data class Rate(val currency: String, val value: Double)
