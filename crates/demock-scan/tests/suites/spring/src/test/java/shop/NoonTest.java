package shop;

import org.junit.jupiter.api.Test;

@AtNoon
class NoonTest {
    @Test
    void pays() {
        assertThat(new Order().pay()).isEqualTo(1);
    }
}
