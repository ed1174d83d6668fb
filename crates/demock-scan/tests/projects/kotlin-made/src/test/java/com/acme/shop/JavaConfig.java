package com.acme.shop;

import static org.mockito.Mockito.mock;

import com.acme.shop.rates.RatesGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration
public class JavaConfig {
    @Primary
    @Bean
    public RatesGateway rates() {
        return mock(RatesGateway.class);
    }
}
