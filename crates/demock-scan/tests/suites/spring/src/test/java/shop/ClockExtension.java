package shop;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mockito.Mockito;

public class ClockExtension implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        Mockito.mockStatic(Clock.class);
    }
}
