package com.acme.shop

import okhttp3.OkHttpClient

class RatesClient(private val http: OkHttpClient)
