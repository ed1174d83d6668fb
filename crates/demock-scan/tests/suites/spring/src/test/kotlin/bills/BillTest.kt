package bills

import org.junit.jupiter.api.Test
import org.springframework.context.annotation.Import

@Import(Rates::class)
class BillTest {
    @Test
    fun pays() {
        assertEquals(1, Bill().pay())
    }
}
