package org.healthchain.consensus.transport;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * One server's own Artemis broker: an in-VM acceptor for this application, a TLS 1.3 acceptor with
 * client certificates for the peers, and one federation per peer that pulls the peer's frames.
 * Peers are added and removed while it runs. Methods are safe for concurrent use.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

  /** Held strongly: java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

  /** An address without a queue: what expires goes nowhere. */
  private static final String EXPIRED = "hc.expired";

  /** Brokers in this virtual machine: one, but in tests. */
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private static final long SCAN_MILLIS = 1_000;
  private static final long REVIVAL_MILLIS = 1_000;

  /** A link that tries holds up the removal of queues. */
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private static final String TLS_ACCEPTOR = "tls";

  private final BrokerConfiguration configuration;
  private final PeerRegistry peers = new PeerRegistry();
  private final FederationLinks links = new FederationLinks();
  private volatile @Nullable EmbeddedActiveMQ broker;

  public EmbeddedBroker(BrokerConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Starts listening. Peers may be added before or after. */
  public synchronized void start() {
    if (broker != null) {
      return;
    }
    AUDIT.setLevel(Level.OFF);
    ReplicaId self = configuration.self();
    PeerSecurityManager security = new PeerSecurityManager(self, peers);
    EmbeddedActiveMQ starting = new EmbeddedActiveMQ();
    starting.setSecurityManager(security);
    try {
      Files.createDirectories(configuration.directory());
      Configuration artemis = settings();
      artemis.registerBrokerPlugin(new QueueOwnership(self, security));
      artemis.registerBrokerPlugin(links);
      starting.setConfiguration(artemis);
      PeerTrust.register(peers);
      starting.start();
      broker = starting;
      RUNNING.incrementAndGet();
      createAddress(EXPIRED);
      createAddress(BrokerAddresses.broadcast(self));
      for (PeerEndpoint peer : peers.all()) {
        connect(peer);
      }
      // Whoever is let in finds what it comes for; a link that does not has to begin anew.
      server().getRemotingService().getAcceptor(TLS_ACCEPTOR).start();
      var unused = // ends with the broker
          server()
              .getScheduledPool()
              .scheduleWithFixedDelay(
                  links::revive, REVIVAL_MILLIS, REVIVAL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      close();
      throw new TransportException("cannot start the " + configuration, e);
    }
    LOG.info(() -> "Started the " + configuration);
  }

  /** Serves this peer and pulls its frames; replaces an endpoint of the same id. */
  public synchronized void addPeer(PeerEndpoint peer) {
    if (peer.id().equals(configuration.self())) {
      throw new IllegalArgumentException("a broker is not its own peer");
    }
    if (peers.byId(peer.id()).filter(peer::equals).isPresent()) {
      return;
    }
    removePeer(peer.id());
    peers.add(peer);
    if (broker != null) {
      try {
        connect(peer);
      } catch (Exception e) {
        throw new TransportException("cannot federate with " + peer.id(), e);
      }
    }
  }

  /** Pulls no more from this peer and cuts its connections. */
  public synchronized void removePeer(ReplicaId id) {
    var old = peers.remove(id);
    if (old.isEmpty() || broker == null) {
      return;
    }
    ActiveMQServer server = server();
    String federation = BrokerAddresses.federation(configuration.self(), id);
    links.cut(federation);
    server.getFederationManager().undeploy(federation);
    String user = new PeerPrincipal(id).getName();
    for (ServerSession session : server.getSessions()) {
      if (user.equals(session.getValidatedUser())) {
        session.getRemotingConnection().disconnect(false);
        session.getRemotingConnection().destroy();
      }
    }
  }

  /** Connections of this virtual machine, for {@link JmsTransport} and local queues. */
  public ConnectionFactory connectionFactory() {
    return BrokerConnections.inVm(configuration.inVmId());
  }

  public Collection<PeerEndpoint> peers() {
    return peers.all();
  }

  /** Whether it listens. */
  public boolean isRunning() {
    EmbeddedActiveMQ running = broker;
    return running != null && running.getActiveMQServer().isActive();
  }

  /** Handshakes and logins that were refused because no peer's certificate was shown. */
  public long strangersRefused() {
    return peers.strangers();
  }

  /** How often a peer's broker sent what no frame can be, and was cut for it. */
  public long linksCut() {
    return peers.all().stream()
        .mapToLong(peer -> LinkOffences.ALL.of(peer.host(), peer.port()))
        .sum();
  }

  /** Tells former peers, by the fingerprints of their certificates, from strangers. */
  public void setFormerPeers(Set<Digest> fingerprints) {
    peers.setFormer(fingerprints);
  }

  /** As {@link #strangersRefused}, where the certificate was that of a former peer. */
  public long formerPeersRefused() {
    return peers.formerPeersRefused();
  }

  /** What peers tried with addresses and queues that are not theirs. */
  public long trespassesRefused() {
    return peers.trespasses();
  }

  public BrokerConfiguration configuration() {
    return configuration;
  }

  /**
   * Ends the link by which this broker pulls from a peer, at once. It comes again while somebody
   * listens to the peer here; so cut it, then stop listening.
   */
  public void cutLink(ReplicaId id) {
    links.cut(BrokerAddresses.federation(configuration.self(), id));
  }

  /** Ends all links to peers at once, so that neither transport nor broker waits for them. */
  public void cutLinks() {
    links.cutAll();
  }

  @Override
  public synchronized void close() {
    cutLinks();
    PeerTrust.unregister(peers);
    if (broker == null) {
      return;
    }
    try {
      broker.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "The broker did not stop cleanly", e);
    } finally {
      broker = null;
      if (RUNNING.decrementAndGet() == 0) {
        // Threads that all clients share; one that stays would keep who started it.
        ActiveMQClient.clearThreadPools();
        InVMConnector.resetThreadPool();
      }
    }
  }

  private void connect(PeerEndpoint peer) throws Exception {
    ActiveMQServer server = server();
    createAddress(BrokerAddresses.directed(configuration.self(), peer.id()));
    server
        .getConfiguration()
        .addConnectorConfiguration(BrokerAddresses.connector(peer), connector(peer));
    server.getFederationManager().deploy(FederationSettings.pull(configuration.self(), peer));
    server
        .getFederationManager()
        .get(BrokerAddresses.federation(configuration.self(), peer.id()))
        .start();
  }

  private void createAddress(String address) throws Exception {
    server()
        .addOrUpdateAddressInfo(
            new AddressInfo(SimpleString.of(address), RoutingType.MULTICAST).setAutoCreated(false));
  }

  private Configuration settings() {
    Path directory = configuration.directory();
    ConfigurationImpl artemis = new ConfigurationImpl();
    artemis.setName("hc-" + configuration.self().value() + "-" + configuration.inVmId());
    artemis.setPersistenceEnabled(false);
    artemis.setJournalType(JournalType.NIO);
    artemis.setJournalDirectory(directory.resolve("journal").toString());
    artemis.setBindingsDirectory(directory.resolve("bindings").toString());
    artemis.setLargeMessagesDirectory(directory.resolve("large").toString());
    artemis.setPagingDirectory(directory.resolve("paging").toString());
    artemis.setMaxDiskUsage(-1);
    artemis.setJMXManagementEnabled(false);
    artemis.setMessageExpiryScanPeriod(SCAN_MILLIS);
    artemis.setAddressQueueScanPeriod(SCAN_MILLIS);
    artemis.getWildcardConfiguration().setRoutingEnabled(false);
    artemis.setCriticalAnalyzer(false);
    // Every check asks the registry, so that a removed peer is out at once. The cluster user, whose
    // password is the same everywhere by default, would pass every check: give it a random one.
    artemis.setSecurityEnabled(true);
    artemis.setAuthenticationCacheSize(0);
    artemis.setAuthorizationCacheSize(0);
    artemis.setClusterPassword(randomPassword());
    artemis.setIncomingInterceptorClassNames(List.of(LargeMessageRefusal.class.getName()));
    artemis.addAcceptorConfiguration(
        new TransportConfiguration(
            InVMAcceptorFactory.class.getName(),
            Map.of("serverId", configuration.inVmId()),
            "in-vm"));
    artemis.addAcceptorConfiguration(tlsAcceptor());
    artemis.addAddressSetting("#", localQueues());
    artemis.addAddressSetting(BrokerAddresses.OUT_PREFIX + "#", frames());
    return artemis;
  }

  private static AddressSettings localQueues() {
    return new AddressSettings()
        .setMaxSizeBytes(64L << 20)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setDeadLetterAddress(SimpleString.of("hc.dead"))
        .setMaxDeliveryAttempts(10);
  }

  /** A size limit would be per address and let one frozen peer starve the healthy ones. */
  private static AddressSettings frames() {
    return new AddressSettings()
        .setMaxSizeBytes(-1)
        .setExpiryAddress(SimpleString.of(EXPIRED))
        .setDefaultRingSize(BrokerConfiguration.RING_MESSAGES)
        .setExpiryDelay(BrokerConfiguration.EXPIRY_MILLIS)
        .setAutoDeleteAddresses(false)
        .setDefaultAddressRoutingType(RoutingType.MULTICAST)
        .setDefaultQueueRoutingType(RoutingType.MULTICAST);
  }

  private TransportConfiguration tlsAcceptor() {
    Map<String, Object> tls = new HashMap<>(ownKey());
    tls.put(TransportConstants.HOST_PROP_NAME, configuration.acceptor().host());
    tls.put(TransportConstants.PORT_PROP_NAME, configuration.acceptor().port());
    tls.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
    tls.put(TransportConstants.TRUST_MANAGER_FACTORY_PLUGIN_PROP_NAME, PeerTrust.class.getName());
    tls.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE");
    tls.put(TransportConstants.DIRECT_DELIVER, false);
    tls.put(TransportConstants.AUTO_START, false);
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), tls, TLS_ACCEPTOR);
  }

  /**
   * Trusts the pinned certificate of this peer and nothing else ({@link PeerTrust}); therefore the
   * name in the certificate is no matter.
   */
  private TransportConfiguration connector(PeerEndpoint peer) {
    Map<String, Object> tls = new HashMap<>(ownKey());
    tls.put(TransportConstants.HOST_PROP_NAME, peer.host());
    tls.put(TransportConstants.PORT_PROP_NAME, peer.port());
    tls.put(TransportConstants.VERIFY_HOST_PROP_NAME, false);
    tls.put(TransportConstants.TRUST_MANAGER_FACTORY_PLUGIN_PROP_NAME, PeerTrust.class.getName());
    tls.put(TransportConstants.FORCE_SSL_PARAMETERS, true);
    tls.put(TransportConstants.TCP_NODELAY_PROPNAME, true);
    tls.put(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_TIMEOUT_MILLIS);
    return new TransportConfiguration(
        PeerConnectorFactory.class.getName(), tls, BrokerAddresses.connector(peer));
  }

  private Map<String, Object> ownKey() {
    return Map.of(
        TransportConstants.SSL_ENABLED_PROP_NAME,
        true,
        TransportConstants.ENABLED_PROTOCOLS_PROP_NAME,
        "TLSv1.3",
        TransportConstants.KEYSTORE_TYPE_PROP_NAME,
        "PKCS12",
        TransportConstants.KEYSTORE_PATH_PROP_NAME,
        configuration.key().keyStore().toString(),
        TransportConstants.KEYSTORE_PASSWORD_PROP_NAME,
        configuration.key().password(),
        TransportConstants.KEYSTORE_ALIAS_PROP_NAME,
        configuration.key().alias());
  }

  private static String randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** The broker itself, once started; tests make it misbehave. */
  synchronized ActiveMQServer server() {
    return Objects.requireNonNull(broker, "not started").getActiveMQServer();
  }
}
