package shop;

import com.acme.other.Bell;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import shop.toll.Tolls;

class DeskTest {
    @Test
    void sums() {
        Mockito.mock(Mails.class);
        Mockito.mock(Notes.class);
        Mockito.mock(Feeds.class);
        Mockito.mock(Sums.class);
        Mockito.mock(Tolls.class);
        Mockito.mock(Posts.class);
        Mockito.mock(Post.class);
        Mockito.mock(Bell.class);
    }
}
