package org.acmelib.testing;

import static org.mockito.Mockito.mock;

import org.acmelib.text.Names;
import org.junit.jupiter.api.BeforeEach;

public class TestBase {
  protected Names names;

  @BeforeEach
  void setUp() {
    names = mock(Names.class);
  }
}
