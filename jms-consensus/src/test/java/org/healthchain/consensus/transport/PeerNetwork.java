package org.healthchain.consensus.transport;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.healthchain.consensus.message.ReplicaId;

/** Broker and transport together: who is connected. Safe for concurrent use. */
public final class PeerNetwork {
  private final EmbeddedBroker broker;
  private final JmsTransport transport;

  public PeerNetwork(EmbeddedBroker broker, JmsTransport transport) {
    this.broker = broker;
    this.transport = transport;
  }

  /** Connects to these peers and to nobody else. Leaves unchanged peers alone. */
  public synchronized void setPeers(Collection<PeerEndpoint> peers) {
    Set<ReplicaId> wanted = new HashSet<>();
    peers.forEach(peer -> wanted.add(peer.id()));
    for (PeerEndpoint old : broker.peers()) {
      if (!wanted.contains(old.id())) {
        broker.removePeer(old.id());
        transport.unsubscribe(old.id());
      }
    }
    Set<PeerEndpoint> present = new HashSet<>(broker.peers());
    for (PeerEndpoint peer : peers) {
      if (!peer.id().equals(broker.configuration().self()) && !present.contains(peer)) {
        transport.unsubscribe(peer.id());
        broker.addPeer(peer);
        transport.subscribe(peer);
      }
    }
  }
}
