package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactorySpi;
import java.security.KeyPairGeneratorSpi;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.CipherSpi;
import javax.crypto.KeyGeneratorSpi;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What README.md lists is what the provider has, by the ways that the platform goes. */
class ServicesTest {
  private static final byte[] MESSAGE = "a header".getBytes(StandardCharsets.UTF_8);

  /** A row of README.md's table, and the class that an instance must have. */
  record Row(String type, String algorithm, Class<?> engine) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row("Signature", "HC-BBS-GS", SignatureSpi.class),
        new Row("KeyPairGenerator", "HC-BBS-GS-Issuer", KeyPairGeneratorSpi.class),
        new Row("KeyPairGenerator", "HC-BBS-GS-Opener", KeyPairGeneratorSpi.class),
        new Row("KeyPairGenerator", "HC-BBS-GS-Member", KeyPairGeneratorSpi.class),
        new Row("KeyPairGenerator", "HC-Envelope", KeyPairGeneratorSpi.class),
        new Row("KeyFactory", "HC-BBS-GS", KeyFactorySpi.class),
        new Row("Cipher", "HC-Envelope", CipherSpi.class),
        new Row("KeyGenerator", "HC-Envelope", KeyGeneratorSpi.class),
        new Row("KeyGenerator", "HC-SerialNumber", KeyGeneratorSpi.class),
        new Row("GroupJoin", "HC-BBS-GS", GroupJoin.class),
        new Row("GroupBatchVerifier", "HC-BBS-GS", GroupBatchVerifier.class),
        new Row("GroupOpener", "HC-BBS-GS", GroupOpener.class),
        new Row("GroupJudge", "HC-BBS-GS", GroupJudge.class),
        new Row("GroupRevocation", "HC-BBS-GS", GroupRevocation.class));
  }

  private final Provider provider = new HealthChainProvider();

  @AfterEach
  void removeProviders() {
    HealthChainProvider.uninstall();
    Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyServiceIsFoundAndMakesItsEngine(Row row) throws Exception {
    Provider.Service service = provider.getService(row.type(), row.algorithm());
    assertThat(service).isNotNull();
    assertThat(service.getProvider()).isSameAs(provider);
    assertThat(service.newInstance(null)).isInstanceOf(row.engine());
  }

  @Test
  void thereAreNoOtherServices() {
    Set<String> listed =
        rows().map(row -> row.type() + " " + row.algorithm()).collect(Collectors.toSet());
    Set<String> present =
        provider.getServices().stream()
            .map(service -> service.getType() + " " + service.getAlgorithm())
            .collect(Collectors.toSet());
    assertThat(present).isEqualTo(listed);
  }

  @Test
  void theOwnEngineClassesAreFoundByNameAmongRegisteredProviders() throws Exception {
    HealthChainProvider.install();
    List<Object> engines =
        List.of(
            GroupJoin.getInstance("HC-BBS-GS"),
            GroupBatchVerifier.getInstance("HC-BBS-GS"),
            GroupOpener.getInstance("HC-BBS-GS"),
            GroupJudge.getInstance("HC-BBS-GS"),
            GroupRevocation.getInstance("HC-BBS-GS"));
    assertThat(engines).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void objectIdentifiersLeadToTheSameServices() {
    String arc = "2.25.208456042984449563569638427441714959563";
    Provider.Service keys = provider.getService("KeyFactory", "HC-BBS-GS");
    for (int kind = 1; kind <= 4; kind++) {
      assertThat(provider.getService("KeyFactory", arc + ".1." + kind)).isSameAs(keys);
    }
    assertThat(provider.getService("KeyFactory", arc + ".1.5")).isNull();
    assertThat(provider.getService("Signature", arc + ".2.1"))
        .isSameAs(provider.getService("Signature", "HC-BBS-GS"));
  }

  /** Alone: nobody but the JDK's own providers is there. */
  @Test
  void signsAndVerifiesAlone() throws Exception {
    assertThat(Security.getProvider(BouncyCastleProvider.PROVIDER_NAME)).isNull();
    HealthChainProvider.install();
    assertSignsAndVerifies();
  }

  @ParameterizedTest(name = "Bouncy Castle at place {0}")
  @ValueSource(ints = {1, 3, 99})
  void signsAndVerifiesBesideBouncyCastle(int place) throws Exception {
    Security.insertProviderAt(new BouncyCastleProvider(), place);
    HealthChainProvider.install();
    assertSignsAndVerifies();
  }

  @ParameterizedTest(name = "itself at place {0}")
  @ValueSource(ints = {1, 2, 99})
  void standsAtAnyPlaceItself(int place) throws Exception {
    Security.insertProviderAt(provider, place);
    assertSignsAndVerifies();
    assertThat(Signature.getInstance("Ed25519").getProvider()).isNotSameAs(provider);
  }

  private void assertSignsAndVerifies() throws Exception {
    Fixture fixture = new Fixture();
    Signature signature = Signature.getInstance("HC-BBS-GS");
    assertThat(signature.getProvider().getName()).isEqualTo("HealthChain");
    signature.initSign(fixture.signer);
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    List<Boolean> verdicts = new ArrayList<>();
    for (PublicKey key : List.of(fixture.group, new Fixture().group)) {
      signature.initVerify(key);
      signature.update(MESSAGE);
      verdicts.add(signature.verify(signed));
    }
    assertThat(verdicts).containsExactly(true, false);
  }
}
