package com.acme.shop;

import io.github.acme.breaker.CircuitBreaker;
import org.mockito.Mock;
import org.mockito.Mockito;

class MachineTest {
    @Mock
    private FileStore files;
    @Mock
    private Pools pools;
    @Mock
    private DateProvider dates;
    @Mock
    private CircuitBreaker breaker;
    private final Rates rates = Mockito.mock();
    private FileStore late;

    void setUp() {
        late = Mockito.mock();
    }
}
