package com.acme.app.settings

interface SettingsRepository {
    val theme: String
    fun refresh()
}
