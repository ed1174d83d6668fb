package com.acme.shop

import com.acme.shop.rates.RatesGateway
import com.acme.shop.orders.Pricing
import io.mockk.mockk
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Primary

@Configuration
class MadeConfig {
    @Bean
    @Primary
    fun rates(): RatesGateway = mockk()

    @Bean
    @Primary
    fun prices(rates: RatesGateway, tax: (Int) -> Int): Pricing = mockk()
}
