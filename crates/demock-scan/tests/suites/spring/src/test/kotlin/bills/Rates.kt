package bills

import io.mockk.mockk
import org.springframework.context.annotation.Bean

class Rates {
    @Bean
    fun rates() = mockk<RateClient>()
}
