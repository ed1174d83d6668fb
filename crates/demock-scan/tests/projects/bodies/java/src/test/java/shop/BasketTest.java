package shop;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class BasketTest {
    @Test
    void sums() {
        Rates rates = Mockito.mock(Rates.class);
        Taxes taxes = Mockito.mock(Taxes.class);
        new Basket(rates, taxes).sum();
    }
}
