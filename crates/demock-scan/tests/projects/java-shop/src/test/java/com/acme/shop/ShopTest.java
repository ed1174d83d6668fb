package com.acme.shop;

import static org.mockito.Mockito.mock;

import com.acme.shop.store.Catalogue;
import com.acme.shop.store.OrderRepository;
import com.acme.shop.store.RateClient;
import org.junit.jupiter.api.Test;

class ShopTest {
    @Test
    void sells() {
        OrderRepository orders = mock(OrderRepository.class);
        Catalogue catalogue = mock(Catalogue.class);
        RateClient rates = mock(RateClient.class);
        new Shop(orders, catalogue, rates).sell("a");
    }
}
