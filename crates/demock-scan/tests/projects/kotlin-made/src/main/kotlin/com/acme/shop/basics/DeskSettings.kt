package com.acme.shop.basics

import androidx.datastore.core.DataStore
import androidx.datastore.preferences.core.Preferences
import java.time.Instant

class DeskSettings(private val kept: DataStore<Preferences>) {
    val openedAt = kept.data

    suspend fun open(at: Instant) = kept.updateData { it.with("opened", at.toEpochMilli()) }
}
