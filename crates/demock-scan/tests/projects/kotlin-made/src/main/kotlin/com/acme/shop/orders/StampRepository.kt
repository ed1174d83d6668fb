package com.acme.shop.orders

class StampRepository(private val pricing: Pricing, private val shipping: Shipping) {
    fun stamp(text: String): String = pricing.of(shipping.of(text))
}
