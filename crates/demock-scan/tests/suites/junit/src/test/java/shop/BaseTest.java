package shop;

import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.BeforeEach;

abstract class BaseTest {
    protected Store store;

    @BeforeEach
    void setUp() {
        store = mock(Store.class);
    }

    protected Bus makeBus() {
        return mock(Bus.class);
    }
}
