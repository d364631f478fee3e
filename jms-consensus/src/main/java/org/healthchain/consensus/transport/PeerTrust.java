package org.healthchain.consensus.transport;

import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;
import org.apache.activemq.artemis.api.core.TrustManagerFactoryPlugin;

/**
 * Lets only certificates of known peers through the TLS handshake of an acceptor, so that members
 * come and go without a restart. The broker makes this object by its class name, therefore the
 * registries of all brokers in the virtual machine (one, but in tests) are asked; which peer may do
 * what is then decided by each broker's {@link PeerSecurityManager}.
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

  private static final class PeerTrustManager implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      check(chain);
    }

    private static void check(X509Certificate[] chain) throws CertificateException {
      if (chain == null || chain.length == 0) {
        throw new CertificateException("no certificate");
      }
      for (PeerRegistry registry : REGISTRIES) {
        if (registry.byCertificate(chain[0]).isPresent()) {
          chain[0].checkValidity();
          return;
        }
      }
      REGISTRIES.forEach(PeerRegistry::countStranger);
      throw new CertificateException("not the certificate of a peer");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
