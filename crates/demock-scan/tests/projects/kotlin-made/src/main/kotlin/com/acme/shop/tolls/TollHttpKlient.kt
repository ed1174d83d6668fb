package com.acme.shop.tolls

class TollHttpKlient(private val asking: Asking) : TollKlient {
    override fun toll(country: String): Int {
        return asking.about(country).length
    }
}

class PlainTollGateway(private val asking: Asking) : TollGateway {
    override fun toll(country: String): Int {
        return asking.about(country).length
    }
}

class Asking {
    fun about(text: String): String = text.trim()
}
