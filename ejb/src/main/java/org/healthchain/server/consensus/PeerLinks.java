package org.healthchain.server.consensus;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.ManagerDescription;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Member;
import org.healthchain.server.transaction.State;

/** Keeps the broker federated with the active members and the manager, while it runs. */
final class PeerLinks {
  private static final Logger LOG = Logger.getLogger(PeerLinks.class.getName());

  private final ReplicaId self;
  private final Genesis genesis;
  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final Map<ReplicaId, PeerEndpoint> linked = new HashMap<>();

  PeerLinks(ReplicaId self, Genesis genesis, EmbeddedBroker broker, JmsTransport transport) {
    this.self = self;
    this.genesis = genesis;
    this.broker = broker;
    this.transport = transport;
  }

  /** Links whom the state names and cuts whom it does not. */
  synchronized void update(State state) {
    Map<ReplicaId, PeerEndpoint> wanted = wanted(state);
    for (ReplicaId id : Map.copyOf(linked).keySet()) {
      if (!wanted.containsKey(id)) {
        LOG.log(Level.INFO, "Cutting the link to {0}", id);
        transport.unsubscribe(id);
        broker.removePeer(id);
        linked.remove(id);
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

  private Map<ReplicaId, PeerEndpoint> wanted(State state) {
    Map<ReplicaId, PeerEndpoint> wanted = new HashMap<>();
    for (Member member : state.activeMembers()) {
      ReplicaId id = new ReplicaId(member.id());
      wanted.put(id, endpoint(id, member.brokerAddress(), member.certificateFingerprint()));
    }
    ManagerDescription manager = genesis.manager();
    ReplicaId managerId = new ReplicaId(Genesis.MANAGER_ID);
    wanted.put(
        managerId, endpoint(managerId, manager.brokerAddress(), manager.certificateFingerprint()));
    wanted.remove(self);
    return wanted;
  }

  private static PeerEndpoint endpoint(ReplicaId id, String address, Hash certificate) {
    int colon = address.lastIndexOf(':');
    return new PeerEndpoint(
        id,
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)),
        Memberships.digest(certificate));
  }
}
