package org.healthchain.consensus.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.consensus.storage.StorageConfig;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.Inbox;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.consensus.transport.PeerNetwork;
import org.healthchain.consensus.transport.TestIdentity;

/** One whole server of the tests: broker, transport, replica and ledger. */
public final class TestServer implements AutoCloseable {
  static final Digest CHAIN = Digest.sha256("test chain".getBytes(StandardCharsets.US_ASCII));

  private final TestIdentity identity;
  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final TestLedger ledger;
  private final ReplicaHost host;

  public TestServer(
      TestIdentity identity,
      Path directory,
      int inVmId,
      TestLedger ledger,
      DisseminationConfig dissemination,
      Durability durability) {
    this(identity, directory, inVmId, ledger, dissemination, durability, Set.of());
  }

  /**
   * @param observers servers that follow and submit without a vote
   */
  public TestServer(
      TestIdentity identity,
      Path directory,
      int inVmId,
      TestLedger ledger,
      DisseminationConfig dissemination,
      Durability durability,
      Set<ReplicaId> observers) {
    this.identity = identity;
    this.ledger = ledger;
    broker = identity.broker(directory.resolve("broker"), inVmId);
    broker.start();
    Inbox inbox = new Inbox();
    transport =
        new JmsTransport(
            identity.id(), broker.connectionFactory(), inbox, System.currentTimeMillis());
    host =
        new ReplicaHost(
            HostConfig.builder()
                .self(identity.id())
                .chainId(CHAIN)
                .dissemination(n -> dissemination)
                .ports(
                    new PbftCore.Ports(
                        identity.signer(), TestIdentity.verifier(), shares -> Optional.empty()))
                .observers(observers)
                .storage(
                    StorageConfig.of(directory.resolve("data"), startMarker(directory), durability))
                .build(),
            ledger,
            transport,
            inbox);
  }

  /** Made with the key, which stays when the data is deleted. */
  private static Path startMarker(Path directory) {
    Path marker = directory.resolve("keys").resolve("starts");
    try {
      if (!Files.exists(marker)) {
        StartMarker.ofNewKey(marker);
      }
      return marker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start(Collection<PeerEndpoint> peers) throws IOException {
    new PeerNetwork(broker, transport).setPeers(peers);
    host.start();
  }

  public boolean submit(byte[] transaction) {
    return host.submit(TransactionBytes.of(transaction));
  }

  public ReplicaHost host() {
    return host;
  }

  public TestLedger ledger() {
    return ledger;
  }

  public TestIdentity identity() {
    return identity;
  }

  public JmsTransport transport() {
    return transport;
  }

  @Override
  public void close() {
    host.close();
    transport.close();
    broker.close();
  }
}
