package com.acme.app

interface Queue {
    fun push(message: String)
}
