package com.example.core.util

import okhttp3.OkHttpClient
import okhttp3.Request

fun fetchPage(address: String): String =
    OkHttpClient().newCall(Request.Builder().url(address).build()).execute().body!!.string()
