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
import org.junit.jupiter.api.Test;

/** The whole protocol through JCA alone, with long-term keys that are real. */
class ProtocolTest {
  private static final byte[] MESSAGE = "a header".getBytes(StandardCharsets.UTF_8);
  private static final String LABEL = "protocol test";

  private final Provider provider = new HealthChainProvider();
  private final SecureRandom random = new SecureRandom();

  @Test
  void aGroupLivesThroughTheProviderAlone() throws Exception {
    KeyPair issuer = generate(Algorithms.ISSUER);
    KeyPair opener = generate(Algorithms.OPENER);
    GroupJoin join = GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    PublicKey group = join.group(issuer.getPublic(), opener.getPublic());
    KeyPair longTerm = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    KeyPair member = generate(Algorithms.MEMBER);
    byte[] nonce = join.newNonce(random);
    byte[] toSign = join.bytesToSign(group, member.getPrivate(), "north");
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(longTerm.getPrivate());
    ed25519.update(toSign);
    GroupJoin.Invitation answer = new GroupJoin.Invitation("north", nonce, ed25519.sign());
    byte[] request = join.request(group, member.getPrivate(), answer, random);
    KeyPair issuing = new KeyPair(group, issuer.getPrivate());
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), random);
    PrivateKey key = join.accept(group, member.getPrivate(), credential);
    Registration registration = JoinRequest.fromBytes(request).registration();

    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    signature.initSign(key);
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    signature.initVerify(group);
    signature.update(MESSAGE);
    assertThat(signature.verify(signed)).isTrue();

    SignedMessage message = new SignedMessage(0, MESSAGE, signed);
    assertThat(
            GroupBatchVerifier.getInstance(Algorithms.GROUP_SIGNATURE, provider)
                .verify(group, List.of(message))
                .allValid())
        .isTrue();

    byte[] opening =
        GroupOpener.getInstance(Algorithms.GROUP_SIGNATURE, provider)
            .open(group, opener.getPrivate(), MESSAGE, signed, random)
            .toBytes();
    Opening.LongTermVerifier judgeOfLongTerm =
        (memberId, bytes, mark) -> verifiesEd25519(longTerm.getPublic(), bytes, mark);
    GroupJudge judge = GroupJudge.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    assertThat(judge.judge(group, message, opening, registration, judgeOfLongTerm)).isTrue();
    assertThat(judge.judge(group, message, new byte[3], registration, judgeOfLongTerm)).isFalse();
    assertThat(judge.judge(group, message, opening, registration, (id, b, m) -> false)).isFalse();

    GroupRevocation revocation = GroupRevocation.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    byte[] nobodyLeft = revocation.update(issuing, Registry.empty(), random);
    byte[] allStay = revocation.update(issuing, Registry.of(List.of(registration)), random);
    assertThat(revocation.advance(key, nobodyLeft)).isEmpty();
    PrivateKey later = revocation.advance(key, allStay).orElseThrow();
    signature.initSign(later);
    signature.update(MESSAGE);
    byte[] signedLater = signature.sign();
    signature.initVerify(revocation.apply(group, allStay));
    signature.update(MESSAGE);
    assertThat(signature.verify(signedLater)).isTrue();
    signature.initVerify(group);
    signature.update(MESSAGE);
    assertThat(signature.verify(signedLater)).isFalse();
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
