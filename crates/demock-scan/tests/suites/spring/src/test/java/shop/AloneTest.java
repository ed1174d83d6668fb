package shop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class AloneTest {
    @Test
    void pays() {
        assertThat(new Order().pay()).isEqualTo(1);
    }
}
