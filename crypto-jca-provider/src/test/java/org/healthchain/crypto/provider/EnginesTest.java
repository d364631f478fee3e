package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How our own engine classes are looked up: as the platform looks up its own. */
class EnginesTest {
  private final Provider provider = new HealthChainProvider();

  /** One engine class and its two ways of being found. */
  private record Engine(Class<?> type, ByName byName, FromProvider fromProvider) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  /** getInstance(algorithm). */
  private interface ByName {
    Object get(String algorithm) throws NoSuchAlgorithmException;
  }

  /** getInstance(algorithm, provider). */
  private interface FromProvider {
    Object get(String algorithm, Provider provider) throws NoSuchAlgorithmException;
  }

  static Stream<Engine> engines() {
    return Stream.of(
        new Engine(GroupJoin.class, GroupJoin::getInstance, GroupJoin::getInstance),
        new Engine(
            GroupBatchVerifier.class,
            GroupBatchVerifier::getInstance,
            GroupBatchVerifier::getInstance),
        new Engine(GroupOpener.class, GroupOpener::getInstance, GroupOpener::getInstance),
        new Engine(GroupJudge.class, GroupJudge::getInstance, GroupJudge::getInstance),
        new Engine(
            GroupRevocation.class, GroupRevocation::getInstance, GroupRevocation::getInstance));
  }

  /** A provider with one service of this class name. */
  private static final class Other extends Provider {
    private static final long serialVersionUID = 1L;

    Other(String type, String className) {
      super("Other", "1", "of the test");
      putService(new Service(this, type, Algorithms.GROUP_SIGNATURE, className, null, null));
    }
  }

  @AfterEach
  void removeProviders() {
    HealthChainProvider.uninstall();
    Security.removeProvider("Other");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void isFoundInAProviderAndAmongRegisteredOnes(Engine engine) throws Exception {
    assertThat(engine.fromProvider().get("HC-BBS-GS", provider)).isInstanceOf(engine.type());
    assertThat(engine.fromProvider().get("hc-bbs-gs", provider))
        .as("names of algorithms have no case")
        .isInstanceOf(engine.type());
    assertNotFound(() -> engine.byName().get("HC-BBS-GS"));
    HealthChainProvider.install();
    assertThat(engine.byName().get("HC-BBS-GS")).isInstanceOf(engine.type());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatNobodyHasIsNotFound(Engine engine) {
    HealthChainProvider.install();
    Provider sun = Security.getProvider("SUN");
    for (String algorithm : List.of("HC-Envelope", "RSA", "")) {
      assertNotFound(() -> engine.byName().get(algorithm));
      assertNotFound(() -> engine.fromProvider().get(algorithm, provider));
    }
    assertNotFound(() -> engine.fromProvider().get("HC-BBS-GS", sun));
    assertThatThrownBy(() -> engine.fromProvider().get("HC-BBS-GS", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The application that registered it is gone, and its classes with it. */
  @ParameterizedTest
  @MethodSource("engines")
  void aProviderWhoseClassesAreGoneIsPassedOver(Engine engine) throws Exception {
    Provider dead = new Other(engine.type().getSimpleName(), "org.healthchain.crypto.Gone");
    assertNotFound(() -> engine.fromProvider().get("HC-BBS-GS", dead));
    Security.insertProviderAt(dead, 1);
    assertNotFound(() -> engine.byName().get("HC-BBS-GS"));
    HealthChainProvider.install();
    assertThat(engine.byName().get("HC-BBS-GS")).isInstanceOf(engine.type());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aProviderThatMakesSomethingElseIsPassedOver(Engine engine) throws Exception {
    Provider stranger = new Other(engine.type().getSimpleName(), "java.lang.Object");
    assertNotFound(() -> engine.fromProvider().get("HC-BBS-GS", stranger));
    Security.insertProviderAt(stranger, 1);
    HealthChainProvider.install();
    assertThat(engine.byName().get("HC-BBS-GS")).isInstanceOf(engine.type());
  }

  private static void assertNotFound(org.assertj.core.api.ThrowableAssert.ThrowingCallable find) {
    assertThatThrownBy(find).isInstanceOf(NoSuchAlgorithmException.class);
  }
}
