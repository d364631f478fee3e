package org.healthchain.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.server.consensus.ReplicaMonitor;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What another server's broker sends to an institution's, inside Payara Micro: good frames reach
 * the replica and the ledger; bad ones are counted, dropped, and harm nothing.
 */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeerFramesIT {
  /** Low byte of the sender's number in a frame (WIRE.md). */
  private static final int SENDER_OFFSET = 7;

  private static final ReplicaId MANAGER = new ReplicaId(Genesis.MANAGER_ID);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private CurrentInstance instance;
  @EJB private ReplicaMonitor monitor;
  @EJB private LedgerReader ledger;
  @EJB private CurrentState current;

  private ManagerPeer manager;

  @Deployment
  @TargetsContainer("frames")
  static WebArchive application() {
    return Application.war(ManagerPeer.class);
  }

  @BeforeEach
  void connect() throws Exception {
    if (instance == null) {
      return; // on Arquillian's side, which sends the test into the container
    }
    InstanceDirectory directory =
        InstanceDirectory.open(instance.directory().root().resolveSibling("manager"));
    manager = new ManagerPeer(directory, instance.genesis());
    Eventually.until("the institution is heard", () -> !manager.heard.isEmpty());
    Eventually.until("the institution listens", this::reaches);
  }

  /** A message that says nothing; it comes through once the federation stands. */
  private boolean reaches() throws Exception {
    long before = received();
    manager.send(new MixHop(RANDOM.nextLong() >>> 1, List.of()));
    Thread.sleep(200);
    return received() > before;
  }

  @AfterEach
  void disconnect() throws Exception {
    if (manager != null) {
      manager.close();
    }
  }

  @Test
  @Order(1)
  void aFrameOnThePeersTopicReachesTheReplicaAndTheLedger() throws Exception {
    DayKey key = dayKey();
    Transaction order = ManagerAuthority.sign(instance.chainId(), key, manager.key);
    byte[] frame = manager.send(hop(order));

    Eventually.until(
        "the order is in force", () -> current.get().state().dayKey(key.keyId()).isPresent());
    assertThat(ledger.transaction(order.id())).isPresent();

    long height = current.get().height();
    long duplicates = count(RejectionReason.REPLAYED_TRANSACTION);
    manager.sendRaw(frame);
    counted(RejectionReason.REPLAYED_TRANSACTION, duplicates);
    // The same order in a new frame: the transaction's id tells.
    manager.send(hop(order));
    Thread.sleep(1_000);
    assertThat(current.get().height()).isEqualTo(height);
  }

  @Test
  @Order(2)
  void malformedFramesAreCountedByReasonAndDropped() throws Exception {
    byte[] frame = manager.send(new MixHop(1, List.of()));
    long malformed = count(RejectionReason.MALFORMED_MESSAGE);
    manager.sendRaw(new byte[] {1, 2, 3});
    manager.sendRaw(Arrays.copyOf(frame, frame.length - 1));
    manager.sendRaw(Arrays.copyOf(frame, frame.length + 1));
    counted(RejectionReason.MALFORMED_MESSAGE, malformed + 2);

    long strangers = count(RejectionReason.STRANGER);
    byte[] forged = frame.clone();
    forged[SENDER_OFFSET] ^= 1;
    manager.sendRaw(forged); // in another's name
    manager.broadcastRaw(frame); // directed, but on the address for everybody
    counted(RejectionReason.STRANGER, strangers + 1);

    long oversized = count(RejectionReason.OVERSIZED_BODY);
    manager.sendText("no bytes");
    counted(RejectionReason.OVERSIZED_BODY, oversized);

    long messages = count(RejectionReason.MALFORMED_MESSAGE);
    manager.send(new byte[] {99, 99, 99}); // a good frame around no message
    counted(RejectionReason.MALFORMED_MESSAGE, messages);
    assertThat(monitor.running()).isTrue();
  }

  @Test
  @Order(3)
  void whoShowsNoPeersCertificateIsRefusedAndCounted() throws Exception {
    long strangers = count(RejectionReason.STRANGER);
    assertThatThrownBy(this::talkAsAStranger).isInstanceOf(IOException.class);
    counted(RejectionReason.STRANGER, strangers);
  }

  @Test
  @Order(4)
  void aDayKeyThatTheManagerDidNotSignIsRefusedAndItsBearerNotHeardForAWhile() throws Exception {
    long unsigned = count(RejectionReason.UNSIGNED_DAY_KEY);
    long height = current.get().height();
    Transaction forged =
        ManagerAuthority.sign(
            instance.chainId(), dayKey(), new Ed25519PrivateKeyParameters(RANDOM));
    manager.send(hop(forged));
    counted(RejectionReason.UNSIGNED_DAY_KEY, unsigned);

    Transaction good = ManagerAuthority.sign(instance.chainId(), dayKey(), manager.key);
    manager.send(hop(good));
    Thread.sleep(1_000);
    assertThat(ledger.transaction(forged.id())).isEmpty();
    assertThat(ledger.transaction(good.id())).isEmpty();
    assertThat(current.get().height()).isEqualTo(height);
  }

  private static MixHop hop(Transaction transaction) {
    return new MixHop(RANDOM.nextLong() >>> 1, List.of(TransactionBytes.of(transaction.encode())));
  }

  private static DayKey dayKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    long now = System.currentTimeMillis();
    return new DayKey(
        Opaque.of(generator.generateKeyPair().getPublic().getEncoded()),
        now,
        now + 86_400_000,
        now + 3 * 86_400_000);
  }

  /** A TLS client with a key of another consortium. */
  private void talkAsAStranger() throws Exception {
    CertificateAuthority other = CertificateAuthority.found("Other", RANDOM);
    KeyPair pair = CertificateAuthority.newKeyPair(RANDOM);
    X509Certificate certificate = other.certify("Other", "x", "127.0.0.1", pair.getPublic());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {certificate, other.certificate()};
    store.setKeyEntry("x", pair.getPrivate(), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TrustsAll()}, RANDOM);
    InstanceDirectory self = instance.directory();
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(self.brokerHost(), self.brokerPort())) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      socket.getOutputStream().write("AMQP".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      // In TLS 1.3 the server's refusal comes after the client's handshake.
      if (socket.getInputStream().read() < 0) {
        throw new IOException("the server hung up");
      }
    }
  }

  private long received() {
    var traffic = monitor.traffic().get(MANAGER);
    return traffic == null ? 0 : traffic.received();
  }

  private long count(RejectionReason reason) {
    Map<RejectionReason, Long> counters = monitor.rejections();
    return counters.get(reason);
  }

  private void counted(RejectionReason reason, long before) throws Exception {
    Eventually.until(reason + " is counted", () -> count(reason) > before);
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
