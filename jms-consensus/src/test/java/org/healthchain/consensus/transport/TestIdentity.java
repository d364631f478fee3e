package org.healthchain.consensus.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;

/** A server of the tests: its keys and certificate, fresh, and a free port. */
public final class TestIdentity {
  public static final String PASSWORD = "test-only";

  /** As in the product, keys are parsed once. */
  private static final Map<Bytes, Ed25519PublicKeyParameters> KEYS = new ConcurrentHashMap<>();

  private final ReplicaId id;
  private final KeyPair tls;
  private final X509Certificate certificate;
  private final Ed25519PrivateKeyParameters identity;
  private final int port;

  private TestIdentity(
      int id,
      KeyPair tls,
      X509Certificate certificate,
      Ed25519PrivateKeyParameters identity,
      int port) {
    this.id = new ReplicaId(id);
    this.tls = tls;
    this.certificate = certificate;
    this.identity = identity;
    this.port = port;
  }

  private static X509Certificate selfSigned(int id, KeyPair tls) throws Exception {
    X500Name name = new X500Name("CN=r" + id);
    long now = System.currentTimeMillis();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(now + id),
                    Date.from(Instant.ofEpochMilli(now - 60_000)),
                    Date.from(Instant.ofEpochMilli(now + 3_600_000)),
                    name,
                    tls.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate())));
  }

  public static TestIdentity create(int id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair tls = generator.generateKeyPair();
      return new TestIdentity(
          id,
          tls,
          selfSigned(id, tls),
          new Ed25519PrivateKeyParameters(new SecureRandom()),
          freePort());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static int freePort() throws java.io.IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Writes the keys for {@link #load} in another process. */
  public void save(Path root) throws IOException {
    Path directory = root.resolve("identity" + id.value());
    keyStore(directory);
    Files.write(directory.resolve("ed25519"), identity.getEncoded());
  }

  public static TestIdentity load(Path root, int id, int port) throws Exception {
    Path directory = root.resolve("identity" + id);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (java.io.InputStream in = Files.newInputStream(directory.resolve("tls.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) store.getCertificate("tls");
    PrivateKey key = (PrivateKey) store.getKey("tls", PASSWORD.toCharArray());
    return new TestIdentity(
        id,
        new KeyPair(certificate.getPublicKey(), key),
        certificate,
        new Ed25519PrivateKeyParameters(Files.readAllBytes(directory.resolve("ed25519")), 0),
        port);
  }

  public ReplicaId id() {
    return id;
  }

  public int port() {
    return port;
  }

  public PeerEndpoint endpoint() {
    return endpointAt(port);
  }

  /** The same server behind another port, for instance a proxy's. */
  public PeerEndpoint endpointAt(int otherPort) {
    return new PeerEndpoint(id, "127.0.0.1", otherPort, PeerEndpoint.fingerprint(certificate));
  }

  public Bytes publicKey() {
    return Bytes.of(identity.generatePublicKey().getEncoded());
  }

  public Member member() {
    return new Member(id, publicKey(), Bytes.EMPTY);
  }

  public ReplicaSigner signer() {
    return (scheme, statement) -> {
      byte[] signature = new byte[64];
      identity.sign(Ed25519.Algorithm.Ed25519, null, statement, 0, statement.length, signature, 0);
      return Bytes.of(signature);
    };
  }

  public static Verifier verifier() {
    return new Verifier() {
      @Override
      public boolean verify(
          SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature) {
        return scheme == SignatureScheme.ED25519
            && signature.length() == 64
            && publicKey.length() == 32
            && KEYS.computeIfAbsent(publicKey, key -> new Ed25519PublicKeyParameters(key.toArray()))
                .verify(
                    Ed25519.Algorithm.Ed25519,
                    null,
                    statement,
                    0,
                    statement.length,
                    signature.toArray(),
                    0);
      }

      @Override
      public boolean verifyAggregate(List<Bytes> publicKeys, byte[] statement, Bytes aggregate) {
        return false;
      }
    };
  }

  /** Writes the key store of this identity and makes its broker, which is not started. */
  public EmbeddedBroker broker(Path directory, int inVmId) {
    return new EmbeddedBroker(
        new BrokerConfiguration(
            id,
            inVmId,
            new BrokerConfiguration.Acceptor("127.0.0.1", port),
            new BrokerConfiguration.TlsKey(keyStore(directory), PASSWORD, "tls"),
            directory));
  }

  public Path keyStore(Path directory) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "tls", tls.getPrivate(), PASSWORD.toCharArray(), new X509Certificate[] {certificate});
      Path file = Files.createDirectories(directory).resolve("tls.p12");
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSWORD.toCharArray());
      }
      return file;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  KeyPair tls() {
    return tls;
  }

  X509Certificate certificate() {
    return certificate;
  }
}
