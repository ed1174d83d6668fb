package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import shop.support.RecordingStore;

class ShopTest {
    @Test
    void buys() {
        RecordingStore store = new RecordingStore();
        new Shop(store).buy("a");
        assertEquals(1, store.keys.size());
    }
}
