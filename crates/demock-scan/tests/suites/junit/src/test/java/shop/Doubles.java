package shop;

import org.mockito.Mockito;

final class Doubles {
    static Mail mail() {
        return Mockito.mock(Mail.class);
    }

    static Mail unused() {
        return Mockito.mock(Mail.class);
    }
}
