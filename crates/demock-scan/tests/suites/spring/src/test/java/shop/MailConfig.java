package shop;

import static org.mockito.Mockito.mock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration
public class MailConfig {
    @Bean
    Mailer mailer() {
        return mock(Mailer.class);
    }
}
