package com.acme.shop.orders

data class Order(val id: String)
