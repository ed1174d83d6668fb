package com.acme.shop

import androidx.work.WorkManager
import com.acme.shop.basics.CurrentTimeProvider
import com.acme.shop.basics.Ids
import com.acme.shop.basics.Waiting
import com.acme.shop.orders.Desk
import com.acme.shop.orders.Door
import com.acme.shop.orders.Gate
import com.acme.shop.orders.OrderPersistService
import com.acme.shop.pages.OrderPage
import com.acme.shop.rates.Permission
import com.acme.shop.rates.Rate
import com.acme.shop.rates.RatesApi
import com.acme.shop.rates.RatesService
import com.fasterxml.jackson.databind.ObjectMapper
import io.mockk.mockk
import org.springframework.http.ResponseEntity
import retrofit2.Call

class WaysTest {
    private val api = mockk<RatesApi>()
    private val rate = mockk<Rate>()
    private val service: RatesService = mockk()
    private val permission = mockk<Permission>()
    private val call: Call<List<Rate>> = mockk()
    private val time = mockk<CurrentTimeProvider>()
    private val ids = mockk<Ids>()
    private val waiting = mockk<Waiting>()
    private val orders = mockk<OrderPersistService>()
    private val gate = mockk<Gate>()
    private val desk = mockk<Desk>()
    private val work = mockk<WorkManager>()
    private val mapper = mockk<ObjectMapper>()
    private val door = mockk<Door>()
    private val page = mockk<OrderPage>()
    private val answer = mockk<ResponseEntity<String>>()
}
