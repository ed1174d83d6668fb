package com.acme.app

import android.content.Context
import com.acme.app.mapping.redis.toRequestModel
import com.acme.app.rates.RatesApi
import com.acme.app.settings.SettingsRepository
import com.example.core.generated.Versioned
import com.example.core.util.fetchPage
import com.example.core.util.isAtLeast
import com.intellij.database.dataSource.LocalDataSource
import com.intellij.openapi.vfs.VirtualFile
import com.other.sdk.CardStore
import com.other.sdk.CardView
import com.other.sdk.KeyResponse
import io.mockk.mockk
import io.mockk.mockkStatic
import org.junit.jupiter.api.Test

class PackagesTest {
    private val settingsRepository: SettingsRepository = mockk()
    private val rates: RatesApi = mockk()
    private val all: List<RatesApi> = listOf(mockk(), mockk())
    private val made = listOf<RatesApi>(mockk())
    private val called: (RatesApi) -> Unit = mockk()
    private val callback = mockk<(RatesApi) -> Unit>()
    private val response: KeyResponse = mockk()
    private val view = mockk<CardView>()
    private val stored = mockk<CardStore>()
    private val versioned = mockk<Versioned>()
    private val source = mockk<LocalDataSource>()
    private val file = mockk<VirtualFile>()
    private val context = mockk<Context>()

    @Test
    fun statics() {
        mockkStatic(::isAtLeast)
        mockkStatic(::fetchPage)
        mockkStatic("com.example.core.util.VersionsKt")
        mockkStatic("com.example.core.util.AddressesKt")
        mockkStatic(::toRequestModel)
        val queue: Queue = mockk()
        val answer: okhttp3.Response = mockk()
    }
}
