package com.acme.shop.orders

interface OrderRepository {
    fun save(order: Order): Order

    fun orderDao(): Any
}
