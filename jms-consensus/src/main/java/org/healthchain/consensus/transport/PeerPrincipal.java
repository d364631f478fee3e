package org.healthchain.consensus.transport;

import java.security.Principal;
import org.healthchain.consensus.message.ReplicaId;

/** A server recognised by its TLS certificate. */
record PeerPrincipal(ReplicaId id) implements Principal {
  @Override
  public String getName() {
    return "peer-" + id.value();
  }
}
