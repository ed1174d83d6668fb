package shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(MailConfig.class)
@ExtendWith(ClockExtension.class)
class OrderTest {
    @Test
    void pays() {
        assertThat(new Order().pay()).isEqualTo(1);
    }
}
