package org.healthchain.consensus.transport;

import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.activemq.artemis.api.core.TrustManagerFactoryPlugin;

/**
 * Lets only certificates of known peers through the TLS handshake, so that members come and go
 * without a restart. An acceptor takes any peer's; which peer may do what is then decided by each
 * broker's {@link PeerSecurityManager}. A connector takes the one certificate of the peer at the
 * address it calls and no other peer's: frames bear no signature, so this is what tells that they
 * come from the peer whose address they bear (adr/0001). The broker makes this object by its class
 * name, therefore the registries of all brokers in the virtual machine (one, but in tests) are
 * asked.
 */
public final class PeerTrust implements TrustManagerFactoryPlugin {
  private static final Set<PeerRegistry> REGISTRIES = new CopyOnWriteArraySet<>();

  static void register(PeerRegistry registry) {
    REGISTRIES.add(registry);
  }

  static void unregister(PeerRegistry registry) {
    REGISTRIES.remove(registry);
  }

  @Override
  public TrustManagerFactory getTrustManagerFactory() {
    return new Factory();
  }

  private static final class Factory extends TrustManagerFactory {
    Factory() {
      super(new Spi(), null, "peers");
    }
  }

  private static final class Spi extends TrustManagerFactorySpi {
    @Override
    protected void engineInit(KeyStore keyStore) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return new TrustManager[] {new PeerTrustManager()};
    }
  }

  private static final class PeerTrustManager extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      check(chain, registry -> registry.byCertificate(chain[0]).isPresent());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      String host = engine.getPeerHost();
      int port = engine.getPeerPort();
      check(chain, registry -> registry.byCertificate(chain[0], host, port).isPresent());
    }

    private static void check(X509Certificate[] chain, Predicate<PeerRegistry> knows)
        throws CertificateException {
      if (chain == null || chain.length == 0) {
        throw new CertificateException("no certificate");
      }
      if (REGISTRIES.stream().anyMatch(knows)) {
        chain[0].checkValidity();
        return;
      }
      REGISTRIES.forEach(registry -> registry.countRefused(chain[0]));
      throw new CertificateException("not the certificate of this peer");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw unknownAddress();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw unknownAddress();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw unknownAddress();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw unknownAddress();
    }

    /**
     * Artemis shakes hands with an engine that knows whom it calls; nothing else is let through.
     */
    private static CertificateException unknownAddress() {
      return new CertificateException("a handshake without the address of a peer");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
