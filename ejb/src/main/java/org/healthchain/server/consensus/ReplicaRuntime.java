package org.healthchain.server.consensus;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.HostConfig;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.replica.ReplicaHost;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.StorageConfig;
import org.healthchain.consensus.transport.BrokerConfiguration;
import org.healthchain.consensus.transport.EmbeddedBroker;
import org.healthchain.consensus.transport.Inbox;
import org.healthchain.consensus.transport.JmsTransport;
import org.healthchain.consensus.transport.TransportCounters;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.KnownPeers;
import org.healthchain.server.transaction.ConsortiumState;

/** Broker, transport and replica of one server, from its directory; made once, closed once. */
final class ReplicaRuntime implements AutoCloseable {
  private static final long CLOSE_PATIENCE_MILLIS = 5_000;

  private final EmbeddedBroker broker;
  private final JmsTransport transport;
  private final ReplicaHost host;

  private ReplicaRuntime(EmbeddedBroker broker, JmsTransport transport, ReplicaHost host) {
    this.broker = broker;
    this.transport = transport;
    this.host = host;
  }

  /** Makes the ledger's face to the replica, given who is to be told of new members. */
  @FunctionalInterface
  interface ApplicationFactory {
    LedgerApplication create(Consumer<ConsortiumState> members);
  }

  static ReplicaRuntime start(
      CurrentInstance instance,
      ConsortiumState state,
      VoteVerifier verifier,
      ApplicationFactory applications,
      ThreadFactory threads)
      throws IOException, GeneralSecurityException {
    InstanceDirectory directory = instance.directory();
    ReplicaId self = new ReplicaId(directory.memberId());
    ReplicaKeys keys = ReplicaKeys.of(directory.keyStore());
    long coverIntervalMillis = directory.coverIntervalMillis();
    PeerAddresses addresses =
        new PeerAddresses(self, instance.genesis(), KnownPeers.read(directory.knownPeersFile()));
    EmbeddedBroker broker = new EmbeddedBroker(brokerConfiguration(directory, self));
    Inbox inbox = new Inbox();
    try {
      JmsTransport transport;
      try (BrokerContext unused = new BrokerContext()) {
        // Before it listens, lest a peer that is early is taken for a stranger.
        addresses.in(state).values().forEach(broker::addPeer);
        broker.start();
        transport =
            new JmsTransport(self, broker.connectionFactory(), inbox, System.currentTimeMillis());
      }
      PeerLinks links = new PeerLinks(addresses, broker, transport);
      links.update(state);
      HostConfig config =
          HostConfig.builder()
              .self(self)
              .chainId(Memberships.digest(instance.chainId()))
              .dissemination(n -> DisseminationConfig.forInstitutions(n, coverIntervalMillis))
              .ports(new PbftCore.Ports(keys, verifier, verifier))
              .observers(Set.of(new ReplicaId(Genesis.MANAGER_ID)))
              .storage(
                  StorageConfig.of(
                      directory.voteLog(), directory.startMarker(), durability(directory)))
              .threads(threads)
              .build();
      ReplicaHost host =
          new ReplicaHost(config, applications.create(links::update), transport, inbox);
      host.start();
      return new ReplicaRuntime(broker, transport, host);
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static Durability durability(InstanceDirectory directory) {
    String name = directory.durability().toUpperCase(Locale.ROOT).replace('-', '_');
    return Durability.valueOf(name);
  }

  private static BrokerConfiguration brokerConfiguration(
      InstanceDirectory directory, ReplicaId self) throws IOException {
    return new BrokerConfiguration(
        self,
        0,
        new BrokerConfiguration.Acceptor(directory.brokerHost(), directory.brokerPort()),
        new BrokerConfiguration.TlsKey(
            directory.keyStoreFile(),
            new String(directory.keyStorePassword()),
            InstanceKeyStore.TLS_ALIAS),
        directory.brokerData());
  }

  boolean submit(TransactionBytes transaction) {
    return host.submit(transaction);
  }

  HostStatus status() {
    return host.status();
  }

  boolean running() {
    return host.isRunning();
  }

  boolean brokerRunning() {
    return broker.isRunning();
  }

  /** Connections and acts of servers that have no right to them. */
  long strangersRefused() {
    return broker.strangersRefused() + broker.trespassesRefused();
  }

  /** Connections of expelled members. */
  long formerMembersRefused() {
    return broker.formerPeersRefused();
  }

  TransportCounters counters() {
    return transport.counters();
  }

  /**
   * Returns after {@value #CLOSE_PATIENCE_MILLIS} ms at the latest, whatever the broker does: it
   * keeps nothing that could be lost.
   */
  @Override
  public void close() {
    host.close();
    Thread closing =
        new Thread(
            () -> {
              broker.cutLinks();
              transport.close();
              broker.close();
            },
            "hc-closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSE_PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
