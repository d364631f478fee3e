package org.healthchain.consensus.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker with a transport and an inbox above it. */
final class TestNode implements AutoCloseable {
  private static final AtomicInteger IN_VM_IDS = new AtomicInteger(100);

  final TestIdentity identity;
  final EmbeddedBroker broker;
  final JmsTransport transport;
  final Inbox inbox = new Inbox();

  TestNode(TestIdentity identity, Path root) {
    this(identity, root, List.of());
  }

  /** A broker that knows peers before it starts. */
  TestNode(TestIdentity identity, Path root, List<TestIdentity> peers) {
    this.identity = identity;
    broker =
        identity.broker(root.resolve("r" + identity.id().value()), IN_VM_IDS.incrementAndGet());
    peers.forEach(peer -> broker.addPeer(peer.endpoint()));
    broker.start();
    transport =
        new JmsTransport(
            identity.id(), broker.connectionFactory(), inbox, System.currentTimeMillis());
    peers.forEach(peer -> transport.subscribe(peer.endpoint()));
  }

  void know(TestIdentity peer) {
    know(peer.endpoint());
  }

  void know(PeerEndpoint peer) {
    broker.addPeer(peer);
    transport.subscribe(peer);
  }

  void forget(TestIdentity peer) {
    transport.unsubscribe(peer.id());
    broker.removePeer(peer.id());
  }

  @Override
  public void close() {
    transport.close();
    broker.close();
  }
}
