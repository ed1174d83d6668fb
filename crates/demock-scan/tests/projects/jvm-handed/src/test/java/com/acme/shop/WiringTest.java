package com.acme.shop;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WiringTest {
    @Test
    void wires() {
        Supplier<Mailer> mailers = FakeMailer::new;
        runner.withBean(Mailer.class, FakeMailer::new);
        runner.withBean(Orders.class, Orders::new);
        mails.forEach(FakeMailer::send);
    }
}
