package com.acme.shop

import android.content.Intent
import androidx.credentials.CreatePasswordRequest
import com.acme.shop.basics.Calendar
import com.acme.shop.basics.DeskSettings
import com.acme.shop.basics.Receipt
import com.acme.shop.basics.Ticket
import com.acme.shop.basics.TimeStamps
import com.acme.shop.orders.LoyaltyRepository
import com.acme.shop.orders.OrderRepository
import com.acme.shop.orders.ShelfRepository
import com.acme.shop.orders.StampRepository
import com.acme.shop.rates.RatesBook
import com.acme.shop.rates.RatesGateway
import com.acme.shop.orders.OrderCache
import com.acme.shop.rates.HttpReply
import com.acme.shop.tolls.TollGateway
import com.acme.shop.tolls.TollKlient
import androidx.lifecycle.Observer
import io.mockk.mockk
import io.mockk.mockkStatic
import java.util.UUID
import org.junit.jupiter.api.Test

class MadeTest {
    private val request: CreatePasswordRequest = mockk()

    @Test
    fun made() {
        val stamps = mockk<TimeStamps>()
        val ticket = mockk<Ticket>()
        val receipt = mockk<Receipt>()
        val calendar = mockk<Calendar>()
        val settings = mockk<DeskSettings>()
        val orders = mockk<OrderRepository>()
        val stamping = mockk<StampRepository>()
        val loyalty = mockk<LoyaltyRepository>()
        val shelf = mockk<ShelfRepository>()
        val gateway = mockk<RatesGateway>()
        val book = mockk<RatesBook>()
        val intent = mockk<Intent>()
        mockkStatic(UUID::randomUUID)
        val reply = mockk<HttpReply>()
        val kept = mockk<OrderCache>()
        val toll = mockk<TollKlient>()
        val gate = mockk<TollGateway>()
        val observer = mockk<Observer<String>>()
    }
}
