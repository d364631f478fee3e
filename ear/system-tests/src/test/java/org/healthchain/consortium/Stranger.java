package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.InstanceDirectory;

/** Somebody at a broker's door with a certificate that is no current member's. */
final class Stranger {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PATIENCE_MILLIS = 10_000;

  private final PrivateKey key;
  private final Certificate[] chain;

  private Stranger(PrivateKey key, Certificate... chain) {
    this.key = key;
    this.chain = chain.clone();
  }

  /** Made its certificate itself. */
  static Stranger ofNoAuthority() throws Exception {
    return certifiedBy(CertificateAuthority.found("Elsewhere", RANDOM));
  }

  /** Certified by the consortium's own authority, but never admitted. */
  static Stranger certifiedBy(InstanceDirectory manager) throws Exception {
    return certifiedBy(
        new CertificateAuthority(
            manager.keyStore().authorityKey().orElseThrow(),
            CertificateAuthority.parse(manager.genesis().authorityCertificate().bytes()),
            RANDOM));
  }

  /** With the certificate of somebody who was a member once. */
  static Stranger withKeysOf(InstanceDirectory instance) throws Exception {
    return new Stranger(instance.keyStore().tlsKey(), instance.keyStore().tlsChain());
  }

  private static Stranger certifiedBy(CertificateAuthority authority) throws Exception {
    KeyPair own = CertificateAuthority.newKeyPair(RANDOM);
    X509Certificate certificate =
        authority.certify("Elsewhere", "institution-1", "127.0.0.1", own.getPublic());
    return new Stranger(own.getPrivate(), certificate, authority.certificate());
  }

  /** Tries to come in; fails unless the door stays shut. */
  void knocks(String brokerAddress) throws Exception {
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    char[] password = "unused".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("own", key, password, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    tls.init(keys.getKeyManagers(), new TrustManager[] {new TrustsAll()}, RANDOM);
    int colon = brokerAddress.lastIndexOf(':');
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(
              brokerAddress.substring(0, colon),
              Integer.parseInt(brokerAddress.substring(colon + 1))));
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                // In TLS 1.3 the client is done before the server has seen its certificate.
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("closed");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
