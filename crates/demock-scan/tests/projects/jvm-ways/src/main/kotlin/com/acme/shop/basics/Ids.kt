package com.acme.shop.basics

import java.util.UUID

interface Ids {
    fun next(): String
}

class RandomIds : Ids {
    override fun next(): String = UUID.randomUUID().toString()
}
