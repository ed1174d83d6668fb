package org.acmelib.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;

import com.theokanning.openai.service.OpenAiService;
import org.acmelib.testing.FakeNames;
import org.acmelib.testing.TestBase;
import org.acmelib.text.Names;
import org.acmelib.text.Made;
import org.acmelib.text.Sender;
import org.junit.jupiter.api.Test;

class ClientTest extends TestBase {
  @Test
  void mocks() {
    AcmelibClient client = mock(AcmelibClient.class);
    NameClient names = mock(NameClient.class);
    Names whole = mock(Names.class);
    Made made = mock(Made.class);
    Sender sender = mock(Sender.class);
    OpenAiService foreign = mock(OpenAiService.class);
    assertEquals(1, whole.count("a"));
  }

  @Test
  void doubles() {
    assertEquals("", new AcmelibClient(new FakeNames()).first("a"));
  }
}
