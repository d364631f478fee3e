package org.healthchain.consensus.transport;

import java.util.Map;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.transformer.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a peer's broker and this one. A federated message is routed to the address that it
 * bears itself: without this, a peer's broker that lies could speak on another peer's address, or
 * put messages into local queues. Made by the broker by its class name.
 */
public final class AddressGuard implements Transformer {
  static final String BROADCAST = "broadcast";
  static final String DIRECTED = "directed";

  private @Nullable String broadcast;
  private @Nullable String directed;

  @Override
  public void init(Map<String, String> properties) {
    broadcast = properties.get(BROADCAST);
    directed = properties.get(DIRECTED);
  }

  /** Null, and so dropped, unless the message bears one of the two addresses of its sender. */
  @Override
  public @Nullable Message transform(@Nullable Message message) {
    String address = message == null ? null : message.getAddress();
    boolean own = address != null && (address.equals(broadcast) || address.equals(directed));
    return own ? message : null;
  }
}
