package com.acme.shop.orders

class OrderRepository(private val rows: OrderRows, private val pricing: Pricing) {
    fun all(): List<String> = rows.all().map { pricing.of(it) }
}
