package shop;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class ShopTest extends BaseTest {
    @Test
    void reads() {
        assertNotNull(store);
    }

    @Test
    void sends() {
        assertNotNull(makeBus());
    }

    @Test
    void mails() {
        assertNotNull(Doubles.mail());
    }
}

class AloneTest {
    @Test
    void counts() {
        assertNotNull("2");
    }
}
