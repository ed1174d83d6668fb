package com.acme.shop.tolls

interface TollKlient {
    fun toll(country: String): Int
}

interface TollGateway {
    fun toll(country: String): Int
}
