package shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = {Shop.class, MailConfig.class})
class BillTest {
    @RegisterExtension
    ClockExtension clock = new ClockExtension();

    @Test
    void pays() {
        assertThat(new Order().pay()).isEqualTo(1);
    }
}
