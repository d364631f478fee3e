package org.healthchain.provider;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.lang.ref.WeakReference;
import java.security.Security;
import org.healthchain.crypto.provider.HealthChainProvider;

/**
 * Installs the provider when its application starts and takes it out when it stops, in the way that
 * the system property {@value #MANNER} names.
 */
@Singleton
@Startup
public class InstallingEjb {
  static final String MANNER = "healthchain.test.manner";

  /** Key of a system property that refers to the application's class loader. */
  static final String LOADER = "healthchain.test.loader";

  /** With the platform's own means, before all other providers. */
  static final String BY_SECURITY = "security";

  /** With the provider's own. */
  static final String BY_INSTALL = "install";

  /** With the provider's own, and never taken out. */
  static final String FORGETFUL = "forgetful";

  private final String manner = System.getProperty(MANNER);

  @PostConstruct
  void install() {
    System.getProperties().put(LOADER, new WeakReference<>(getClass().getClassLoader()));
    if (manner.equals(BY_SECURITY)) {
      int place = Security.insertProviderAt(new HealthChainProvider(), 1);
      if (place != 1) {
        throw new IllegalStateException("a provider of that name stands in the way");
      }
    } else {
      HealthChainProvider.install();
    }
  }

  @PreDestroy
  void uninstall() {
    if (manner.equals(BY_SECURITY)) {
      Security.removeProvider(HealthChainProvider.NAME);
    } else if (manner.equals(BY_INSTALL)) {
      HealthChainProvider.uninstall();
    }
  }
}
