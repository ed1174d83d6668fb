package com.acme.app.rates

import retrofit.http.GET

interface RatesApi {
    @GET("/rates")
    fun latest(): List<Int>
}
