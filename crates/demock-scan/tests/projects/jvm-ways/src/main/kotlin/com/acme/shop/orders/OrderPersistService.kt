package com.acme.shop.orders

interface OrderPersistService {
    fun save(order: String)
}
