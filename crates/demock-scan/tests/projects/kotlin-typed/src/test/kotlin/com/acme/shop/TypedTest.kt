package com.acme.shop

import com.acme.shop.orders.OrderRepository
import com.acme.shop.rates.RatesApi
import io.mockk.every
import io.mockk.mockk
import okhttp3.OkHttpClient
import org.junit.jupiter.api.Test
import org.mockito.kotlin.mock
import org.mockito.kotlin.whenever

class TypedTest {
    private val repository: OrderRepository = mockk()
    private val ledger = mockk<Ledger>()
    private lateinit var checkout: Checkout

    @Test
    fun positions() {
        checkout = Checkout(
            "a, (b", // the label, of it
            mockk(),
            mockk(relaxed = true),
            { a, b -> a * b },
            mockk(),
        )
        Checkout.Builder(mockk()).build()
        checkout.pay(
            mapOf("a" to mockk()),
            mockk(),
            mockk(),
        )
    }

    @Test
    fun names() {
        Checkout(
            label = "a",
            client = mockk(),
            ledger = mockk(),
            total = mockk(),
            api = mockk(),
        )
    }

    @Test
    fun answers() {
        every { repository.save(any()) } returns mockk()
        every { ledger.entries() } returns mockk()
        whenever(repository.save(any())).thenReturn(mock())
        every { somebody.answers() } returns mockk()
        every { repository.orderDao() } returns mockk()
    }

    private fun client(tries: Int = (1)): OkHttpClient = mockk()

    private val cast = mockk() as OkHttpClient

    private val plain = listOf(mockk())

    private object Direct : RatesApi by mockk()
}
