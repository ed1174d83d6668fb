package com.acme.shop.rates

import okhttp3.OkHttpClient
import okhttp3.Request

class Wire(private val client: OkHttpClient) {
    fun ask(path: String): String = client.newCall(Request.Builder().url(path).build()).execute().body.string()
}
