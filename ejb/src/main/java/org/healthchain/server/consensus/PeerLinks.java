package org.healthchain.server.consensus;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.server.transaction.ConsortiumState;

/**
 * Keeps the broker federated with the active members and the manager, while it runs.
 *
 * <p>An expelled member is not listened to from its height on, but may read on for {@value
 * #PARTING_MILLIS} ms, so that it learns of its expulsion.
 */
final class PeerLinks {
  static final long PARTING_MILLIS = 10_000;

  private static final Logger LOG = Logger.getLogger(PeerLinks.class.getName());

  private final PeerAddresses addresses;
  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final Map<ReplicaId, PeerEndpoint> linked = new HashMap<>();

  PeerLinks(PeerAddresses addresses, EmbeddedBroker broker, JmsTransport transport) {
    this.addresses = addresses;
    this.broker = broker;
    this.transport = transport;
  }

  /** Links whom the state names and cuts whom it does not. */
  synchronized void update(ConsortiumState state) {
    broker.setFormerPeers(expelled(state));
    try (BrokerContext unused = new BrokerContext()) {
      link(addresses.in(state));
    }
  }

  private void link(Map<ReplicaId, PeerEndpoint> wanted) {
    for (ReplicaId id : Map.copyOf(linked).keySet()) {
      if (!wanted.containsKey(id)) {
        LOG.log(Level.INFO, "Cutting the link to {0}", id);
        broker.cutLink(id);
        transport.unsubscribe(id);
        linked.remove(id);
        CompletableFuture.delayedExecutor(PARTING_MILLIS, TimeUnit.MILLISECONDS)
            .execute(() -> part(id));
      }
    }
    wanted.forEach(
        (id, endpoint) -> {
          if (!endpoint.equals(linked.get(id))) {
            LOG.log(Level.INFO, "Linking to {0}", id);
            broker.addPeer(endpoint);
            transport.subscribe(endpoint);
            linked.put(id, endpoint);
          }
        });
  }

  private synchronized void part(ReplicaId id) {
    if (!linked.containsKey(id)) {
      broker.removePeer(id);
    }
  }

  private static Set<Digest> expelled(ConsortiumState state) {
    return state.members().stream()
        .filter(status -> !status.active())
        .map(status -> Memberships.digest(status.member().certificateFingerprint()))
        .collect(Collectors.toSet());
  }
}
