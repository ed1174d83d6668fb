package com.acme.shop.rates

import okhttp3.Headers

data class HttpReply(val headers: Headers, val body: String)
