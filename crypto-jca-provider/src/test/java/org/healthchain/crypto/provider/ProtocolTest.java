package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole protocol through JCA alone, with long-term keys that are real. */
class ProtocolTest {
  private static final byte[] MESSAGE = "a header".getBytes(StandardCharsets.UTF_8);
  private static final String LABEL = "protocol test";

  private final Provider provider = new HealthChainProvider();
  private final SecureRandom random = new SecureRandom();

  private KeyPair longTerm;
  private KeyPair issuing;
  private PrivateKey openingKey;
  private PublicKey group;
  private PrivateKey north;
  private Registration registration;

  /** A group, and one who joins it. */
  @BeforeEach
  void join() throws Exception {
    longTerm = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair issuer = generate(Algorithms.ISSUER);
    KeyPair opener = generate(Algorithms.OPENER);
    openingKey = opener.getPrivate();
    GroupJoin join = GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    group = join.group(issuer.getPublic(), opener.getPublic());
    issuing = new KeyPair(group, issuer.getPrivate());

    PrivateKey member = generate(Algorithms.MEMBER).getPrivate();
    byte[] nonce = join.newNonce(random);
    byte[] mark = signEd25519(join.bytesToSign(group, member, "north"));
    GroupJoin.JoinAnswer answer = new GroupJoin.JoinAnswer("north", nonce, mark);
    byte[] request = join.request(group, member, answer, random);
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), random);
    north = join.accept(group, member, credential);
    registration = JoinRequest.fromBytes(request).registration();
  }

  @Test
  void whatAMemberSignsVerifiesAloneAndInABatch() throws Exception {
    byte[] signed = sign(north);
    assertThat(verifies(group, signed)).isTrue();
    assertThat(
            GroupBatchVerifier.getInstance(Algorithms.GROUP_SIGNATURE, provider)
                .verify(group, List.of(new SignedMessage(0, MESSAGE, signed)))
                .allValid())
        .isTrue();
  }

  @Test
  void anOpeningConvincesTheJudgeOfThatMemberOnly() throws Exception {
    byte[] signed = sign(north);
    SignedMessage message = new SignedMessage(0, MESSAGE, signed);
    byte[] opening =
        GroupOpener.getInstance(Algorithms.GROUP_SIGNATURE, provider)
            .open(group, openingKey, MESSAGE, signed, random)
            .toBytes();
    Opening.LongTermVerifier judgeOfLongTerm =
        (memberId, bytes, mark) -> verifiesEd25519(longTerm.getPublic(), bytes, mark);
    GroupJudge judge = GroupJudge.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    assertThat(judge.judge(group, message, opening, registration, judgeOfLongTerm)).isTrue();
    assertThat(judge.judge(group, message, new byte[3], registration, judgeOfLongTerm)).isFalse();
    assertThat(judge.judge(group, message, opening, registration, (id, b, m) -> false)).isFalse();
  }

  @Test
  void whoStaysAdvancesToTheNextEpochAndSignsThereOnly() throws Exception {
    GroupRevocation revocation = GroupRevocation.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    byte[] nobodyLeft = revocation.update(issuing, Registry.empty(), random);
    byte[] allStay = revocation.update(issuing, Registry.of(List.of(registration)), random);
    assertThat(revocation.advance(north, nobodyLeft)).isEmpty();
    byte[] signedLater = sign(revocation.advance(north, allStay).orElseThrow());
    assertThat(verifies(revocation.apply(group, allStay), signedLater)).isTrue();
    assertThat(verifies(group, signedLater)).isFalse();
  }

  @Test
  void enginesAreFoundAmongRegisteredProvidersOnlyWhileRegistered() throws Exception {
    Assertions.assertThatThrownBy(() -> GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE))
        .isInstanceOf(NoSuchAlgorithmException.class);
    HealthChainProvider installed = HealthChainProvider.install();
    try {
      assertThat(HealthChainProvider.install()).isSameAs(installed);
      assertThat(GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE)).isNotNull();
      assertThat(Signature.getInstance(Algorithms.GROUP_SIGNATURE).getProvider())
          .isSameAs(installed);
    } finally {
      HealthChainProvider.uninstall();
    }
    assertThat(Security.getProvider(HealthChainProvider.NAME)).isNull();
  }

  private KeyPair generate(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    generator.initialize(new GroupLabelParameterSpec(LABEL));
    return generator.generateKeyPair();
  }

  private byte[] sign(PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    signature.initSign(key);
    signature.update(MESSAGE);
    return signature.sign();
  }

  private boolean verifies(PublicKey key, byte[] signed) throws Exception {
    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    signature.initVerify(key);
    signature.update(MESSAGE);
    return signature.verify(signed);
  }

  private byte[] signEd25519(byte[] bytes) throws Exception {
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(longTerm.getPrivate());
    ed25519.update(bytes);
    return ed25519.sign();
  }

  private static boolean verifiesEd25519(PublicKey key, byte[] bytes, byte[] mark) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(bytes);
      return ed25519.verify(mark);
    } catch (java.security.GeneralSecurityException e) {
      return false;
    }
  }
}
