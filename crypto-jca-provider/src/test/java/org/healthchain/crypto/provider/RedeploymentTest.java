package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An application server loads the provider anew with every deployment: two class loaders, two
 * copies of every class and of the native library, one list of providers in the process.
 */
class RedeploymentTest {
  @Test
  void aRedeployedApplicationTakesTheOldOnesPlace() throws Exception {
    try (URLClassLoader first = deployment();
        URLClassLoader second = deployment()) {
      use(first);
      Provider stale = Security.getProvider(HealthChainProvider.NAME);
      use(second); // the first forgot to uninstall
      Provider fresh = Security.getProvider(HealthChainProvider.NAME);
      assertThat(fresh).isNotSameAs(stale);
      assertThat(fresh.getClass().getClassLoader()).isSameAs(second);
      HealthChainProvider.uninstall();
      assertThat(Security.getProvider(HealthChainProvider.NAME))
          .as("another class loader's provider is left alone")
          .isSameAs(fresh);
      use(second);
      call(second, "uninstall");
      assertThat(Security.getProvider(HealthChainProvider.NAME)).isNull();
    }
  }

  @Test
  void enginesSkipProvidersOfOtherClassLoaders() throws Exception {
    try (URLClassLoader other = deployment()) {
      call(other, "install");
      Security.addProvider(new RenamedProvider());
      assertThat(GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE)).isNotNull();
    } finally {
      Security.removeProvider(HealthChainProvider.NAME);
      Security.removeProvider("Renamed");
    }
  }

  /** Ours under another name, so that it can be registered beside a stale one. */
  private static final class RenamedProvider extends Provider {
    private static final long serialVersionUID = 1L;

    RenamedProvider() {
      super("Renamed", "1", "test");
      putService(
          new Service(
              this,
              "GroupJoin",
              Algorithms.GROUP_SIGNATURE,
              BbsGroupJoin.class.getName(),
              null,
              null));
    }
  }

  /** Installs, makes a group and signs, all with this deployment's classes. */
  private static void use(ClassLoader deployment) throws Exception {
    call(deployment, "install");
    assertThat(Signature.getInstance(Algorithms.GROUP_SIGNATURE)).isNotNull();
    Class<?> parameters =
        deployment.loadClass("org.healthchain.crypto.groupsignature.GroupParameters");
    Object group = parameters.getMethod("of", String.class).invoke(null, "redeployed");
    Class<?> issuing = deployment.loadClass("org.healthchain.crypto.groupsignature.IssuingKey");
    Object key =
        issuing
            .getMethod("generate", parameters, java.security.SecureRandom.class)
            .invoke(null, group, new java.security.SecureRandom());
    assertThat(key.getClass().getClassLoader()).isSameAs(deployment);
  }

  private static void call(ClassLoader deployment, String method) throws Exception {
    deployment.loadClass(HealthChainProvider.class.getName()).getMethod(method).invoke(null);
  }

  private static URLClassLoader deployment() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
