package org.healthchain.consensus.transport;

import org.healthchain.consensus.message.ReplicaId;

/** The names on a broker. Authorisation compares them, so they are built in this place only. */
final class BrokerAddresses {
  /** Everything that leaves a server has an address that begins with this. */
  static final String OUT_PREFIX = "hc.out.";

  private BrokerAddresses() {}

  /** For every other server. */
  static String broadcast(ReplicaId sender) {
    return OUT_PREFIX + sender.value();
  }

  /** For one other server; nobody else may consume it. */
  static String directed(ReplicaId sender, ReplicaId receiver) {
    return broadcast(sender) + ".to." + receiver.value();
  }

  /**
   * A federation's name must be unique over all downstreams of one upstream: two of the same name
   * would share a queue there and split its messages.
   */
  static String federation(ReplicaId downstream, ReplicaId upstream) {
    return "r" + downstream.value() + ".from.r" + upstream.value();
  }

  /**
   * The beginning of the names of the queues that a downstream's federation makes at the upstream.
   * The broker composes them of this word, the federation, the upstream, address and routing type.
   */
  static String federatedQueuePrefix(ReplicaId downstream, ReplicaId upstream) {
    return "federated." + federation(downstream, upstream) + ".";
  }

  static String connector(PeerEndpoint peer) {
    return "peer-" + peer.id().value() + "-" + peer.certificateFingerprint();
  }
}
