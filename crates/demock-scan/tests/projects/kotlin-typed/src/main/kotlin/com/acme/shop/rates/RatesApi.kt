package com.acme.shop.rates

import retrofit2.Call
import retrofit2.http.GET

interface RatesApi {
    @GET("rates")
    fun latest(): Call<String>
}
