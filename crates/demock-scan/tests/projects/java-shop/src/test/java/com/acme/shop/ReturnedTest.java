package com.acme.shop;

import static org.mockito.Mockito.mock;

import com.acme.shop.store.OrderRepository;
import org.junit.jupiter.api.Test;

class ReturnedTest {
  @Test
  void pays() {
    assert repository() != null;
  }

  private OrderRepository repository() {
    return mock();
  }
}
