package com.acme.shop.rates

interface Permission {
    fun isGranted(): Boolean
}
