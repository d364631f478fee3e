package org.healthchain.crypto.provider;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The provider "HealthChain". Most programs need not register it: {@code
 * Signature.getInstance("HC-BBS-GS", new HealthChainProvider())}. Registered ({@link #install()}),
 * the platform finds its keys in PKCS#12 files too. Safe for many threads.
 */
public final class HealthChainProvider extends Provider {
  /** The provider's name. */
  public static final String NAME = "HealthChain";

  private static final long serialVersionUID = 1L;

  private static final Object REGISTRATION = new Object();

  /** A provider; as good as any other instance. */
  public HealthChainProvider() {
    super(NAME, "1.0", "HealthChain 1.0: group signature HC-BBS-GS and envelope HC-Envelope");
    putService(
        service(
            "Signature",
            Algorithms.GROUP_SIGNATURE,
            GroupSignatureSpi.class,
            List.of(Algorithms.ARC.branch("2").branch("1").getId()),
            Map.of()));
    groupKeys();
    envelope();
    engine(GroupJoin.class, BbsGroupJoin.class);
    engine(GroupBatchVerifier.class, BbsGroupBatchVerifier.class);
    engine(GroupOpener.class, BbsGroupOpener.class);
    engine(GroupJudge.class, BbsGroupJudge.class);
    engine(GroupRevocation.class, BbsGroupRevocation.class);
  }

  /**
   * Registers a provider of this class at the end of the list, in place of one of the same name
   * that another class loader left behind (an application that was redeployed). Idempotent.
   *
   * @return the registered provider
   */
  public static HealthChainProvider install() {
    synchronized (REGISTRATION) {
      if (Security.getProvider(NAME) instanceof HealthChainProvider present) {
        return present;
      }
      Security.removeProvider(NAME);
      HealthChainProvider fresh = new HealthChainProvider();
      Security.addProvider(fresh);
      return fresh;
    }
  }

  /** Takes back {@link #install()}, so that the class loader can go; a stranger's stays. */
  public static void uninstall() {
    synchronized (REGISTRATION) {
      if (Security.getProvider(NAME) instanceof HealthChainProvider) {
        Security.removeProvider(NAME);
      }
    }
  }

  private void groupKeys() {
    List<String> oids = Arrays.stream(KeyKind.values()).map(kind -> kind.oid().getId()).toList();
    putService(
        service(
            "KeyFactory", Algorithms.GROUP_SIGNATURE, GroupKeyFactorySpi.class, oids, Map.of()));
    plain("KeyPairGenerator", Algorithms.ISSUER, GroupKeyPairGeneratorSpi.IssuerKeys.class);
    plain("KeyPairGenerator", Algorithms.OPENER, GroupKeyPairGeneratorSpi.OpenerKeys.class);
    plain("KeyPairGenerator", Algorithms.MEMBER, GroupKeyPairGeneratorSpi.MemberKeys.class);
  }

  private void envelope() {
    plain("KeyPairGenerator", Algorithms.ENVELOPE, EnvelopeKeyPairGeneratorSpi.class);
    plain("Cipher", Algorithms.ENVELOPE, EnvelopeCipherSpi.class);
    plain("KeyGenerator", Algorithms.ENVELOPE, SecretKeyGeneratorSpi.Content.class);
    plain("KeyGenerator", Algorithms.SERIAL_NUMBER, SecretKeyGeneratorSpi.Serial.class);
  }

  private <T> void engine(Class<T> type, Class<? extends T> implementation) {
    plain(type.getSimpleName(), Algorithms.GROUP_SIGNATURE, implementation);
  }

  private void plain(String type, String algorithm, Class<?> implementation) {
    putService(service(type, algorithm, implementation, List.of(), Map.of()));
  }

  private Provider.Service service(
      String type,
      String algorithm,
      Class<?> implementation,
      List<String> aliases,
      Map<String, String> attributes) {
    return new Provider.Service(
        this, type, algorithm, implementation.getName(), aliases, attributes);
  }
}
