package com.acme.shop.orders

interface ShelfRepository {
    fun all(): List<String>
}
