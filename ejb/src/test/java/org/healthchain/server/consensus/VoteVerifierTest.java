package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class VoteVerifierTest {
  private final Samples samples = new Samples(83);
  private final VoteVerifier verifier = new VoteVerifier();
  private final Ed25519PrivateKeyParameters key =
      new Ed25519PrivateKeyParameters(samples.bytes(32), 0);
  private final byte[] publicKey = key.generatePublicKey().getEncoded();
  private final byte[] statement = samples.bytes(90);
  private final byte[] signature = sign(statement);

  @Test
  void aGoodVoteIsGoodAgain() {
    assertThat(verifies(publicKey, statement, signature)).isTrue();
    assertThat(verifies(publicKey, statement, signature)).isTrue();
  }

  @Test
  void aByteChangedAnywhereIsFoundAlsoWhereTheGoodVoteIsRemembered() {
    assertThat(verifies(publicKey, statement, signature)).isTrue();
    for (int at = 0; at < publicKey.length; at++) {
      assertThat(verifies(changed(publicKey, at), statement, signature)).as("key %d", at).isFalse();
    }
    for (int at = 0; at < statement.length; at++) {
      assertThat(verifies(publicKey, changed(statement, at), signature))
          .as("said %d", at)
          .isFalse();
    }
    for (int at = 0; at < signature.length; at++) {
      assertThat(verifies(publicKey, statement, changed(signature, at))).as("by %d", at).isFalse();
    }
  }

  @Test
  void aBadVoteIsNotRememberedAsGood() {
    byte[] bad = changed(signature, 40);
    assertThat(verifies(publicKey, statement, bad)).isFalse();
    assertThat(verifies(publicKey, statement, bad)).isFalse();
  }

  @Test
  void keysAndSignaturesOfOtherLengthsAreRefused() {
    assertThat(verifies(new byte[31], statement, signature)).isFalse();
    assertThat(verifies(publicKey, statement, new byte[63])).isFalse();
    assertThat(verifies(publicKey, statement, new byte[65])).isFalse();
  }

  private boolean verifies(byte[] by, byte[] said, byte[] signed) {
    return verifier.verify(SignatureScheme.ED25519, Bytes.of(by), said, Bytes.of(signed));
  }

  private byte[] sign(byte[] content) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(content, 0, content.length);
    return signer.generateSignature();
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }
}
