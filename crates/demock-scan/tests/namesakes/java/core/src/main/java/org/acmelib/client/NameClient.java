package org.acmelib.client;

import org.acmelib.text.Names;

public interface NameClient {
  Names names();
}
