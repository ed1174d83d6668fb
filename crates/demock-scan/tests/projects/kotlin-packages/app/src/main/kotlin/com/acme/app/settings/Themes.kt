package com.acme.app.settings

class Themes {
    val current: String = "dark"
    fun reload() = Unit
}
