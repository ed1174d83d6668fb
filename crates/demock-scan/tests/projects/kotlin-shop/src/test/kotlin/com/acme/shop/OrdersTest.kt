package com.acme.shop

import com.acme.shop.OrderRows
import io.mockk.mockk
import org.junit.jupiter.api.Test
import org.koin.dsl.module

abstract class PlainTest

class Recorder : Labels {
    val seen = mutableListOf<String>()

    override fun of(name: String): String {
        seen += name
        return name
    }
}

data class Expected(val name: String, val count: Int) {
    override fun toString(): String = name
}

class OrdersTest : PlainTest() {
    private val rows: OrderRows = mockk()

    @Test
    fun counts() {
        assert(rates() != null)
        assert(module { single<RatesClient> { mockk() } } != null)
        assert(Expected("a", 1).count == 1)
    }

    private fun rates(): RatesClient {
        return mockk()
    }

    private fun labels() = Recorder()
}

sealed interface Entry

data class MockLine(val text: String) : Entry
