package shop

import io.mockk.every
import io.mockk.mockk
import org.junit.jupiter.api.Test

class RatesTest {
    private val rates: Rates = mockk {
        every { of(any()) } returns "1"
    }
    private val basket: Basket = mockk {
        every { sum(any()) } returns 1
    }

    @Test
    fun sums() {
        check(rates.of("x") + basket.sum(client) == "11")
    }
}
