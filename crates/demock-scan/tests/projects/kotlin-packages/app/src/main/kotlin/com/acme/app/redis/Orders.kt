package com.acme.app.redis

data class Order(val id: Int)

class Orders {
    fun Order.toRequestModel(): String = id.toString()
}
