package com.acme.shop.orders

interface LoyaltyRepository {
    fun points(): Int
}

class LoyaltyRepositoryImpl(private val stamps: StampRepository, private val pricing: Pricing) : LoyaltyRepository {
    override fun points(): Int = stamps.stamp(pricing.of("a")).length
}
