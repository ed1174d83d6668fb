package com.acme.shop

import com.acme.shop.orders.Order
import com.acme.shop.rates.RatesApi
import javax.inject.Inject
import okhttp3.OkHttpClient
import org.slf4j.Logger

class Checkout @Inject constructor(
    @Named("label, (of") private val label: String,
    private val api: RatesApi,
    private val client: OkHttpClient,
    val total: (Int, Int) -> Int = { a, b -> a + b },
    private val ledger: Ledger,
) {
    fun <T : Any> pay(order: Map<String, Order>, log: Logger, kind: T): Int {
        log.info(label)
        return total(ledger.total(), order.size)
    }

    class Builder(private val client: OkHttpClient) {
        fun build() = client
    }
}
