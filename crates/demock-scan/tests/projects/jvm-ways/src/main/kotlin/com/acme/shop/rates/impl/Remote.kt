package com.acme.shop.rates.impl

import com.acme.shop.rates.Rate
import com.acme.shop.rates.RatesApi
import com.acme.shop.rates.RatesService

internal class Remote(private val api: RatesApi) : RatesService {
    override suspend fun latest(currency: String): Rate = api.latest(currency)
}
