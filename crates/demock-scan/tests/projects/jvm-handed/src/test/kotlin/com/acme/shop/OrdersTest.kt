package com.acme.shop

import org.junit.jupiter.api.Test

class OrdersTest {
    @Test
    fun sends() {
        val wiring = module { singleOf(::StubMailer) bind Mailer::class }
        val orders = Orders(failingMailer())
        check(StubMailer::class.java.isInstance(mailer))
    }
}
