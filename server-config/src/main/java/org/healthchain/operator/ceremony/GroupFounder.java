package org.healthchain.operator.ceremony;

import java.security.SecureRandom;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.transaction.Opaque;

/** The manager's side of the group signature. */
final class GroupFounder {
  GroupFounder(String consortium, SecureRandom random) {}

  Opaque publicKey() {
    return Opaque.EMPTY;
  }

  void store(InstanceKeyStore keyStore) {}
}
