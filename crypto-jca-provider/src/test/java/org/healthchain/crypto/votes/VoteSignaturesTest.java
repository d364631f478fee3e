package org.healthchain.crypto.votes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.curve.ScalarField;
import org.healthchain.crypto.votes.VoteSignatures.Combined;
import org.healthchain.crypto.votes.VoteSignatures.Share;
import org.junit.jupiter.api.Test;

class VoteSignaturesTest {
  private static final byte[] MESSAGE = "chain, epoch 3, height 7, hash".getBytes(UTF_8);
  private static final byte[] OTHER = "chain, epoch 3, height 7, other".getBytes(UTF_8);

  private final SecureRandom secure = new SecureRandom();
  private final List<VoteSecretKey> secrets =
      IntStream.range(0, 9).mapToObj(i -> VoteSecretKey.generate(secure)).toList();
  private final List<VotePublicKey> keys = secrets.stream().map(VoteSecretKey::publicKey).toList();

  private List<Share> shares(byte[] message) {
    return new ArrayList<>(
        IntStream.range(0, secrets.size())
            .mapToObj(i -> new Share(keys.get(i), secrets.get(i).sign(message)))
            .toList());
  }

  private static VoteSignature sum(List<Share> shares) {
    return VoteSignature.aggregate(shares.stream().map(Share::vote).toList());
  }

  @Test
  void aVoteVerifiesUnderItsKeyAndMessageOnly() {
    VoteSignature vote = secrets.get(0).sign(MESSAGE);
    assertThat(VoteSignatures.verify(keys.get(0), MESSAGE, vote)).isTrue();
    assertThat(VoteSignatures.verify(keys.get(1), MESSAGE, vote)).isFalse();
    assertThat(VoteSignatures.verify(keys.get(0), OTHER, vote)).isFalse();
  }

  @Test
  void votesAreDeterministicAndRoundTrip() throws InvalidPointException {
    VoteSignature vote = secrets.get(0).sign(MESSAGE);
    assertThat(secrets.get(0).sign(MESSAGE)).isEqualTo(vote);
    assertThat(vote.toBytes()).hasSize(VoteSignature.BYTES);
    assertThat(VoteSignature.fromBytes(vote.toBytes())).isEqualTo(vote);
    VoteSecretKey copy = VoteSecretKey.fromBytes(secrets.get(0).toBytes());
    assertThat(copy.publicKey()).isEqualTo(keys.get(0));
    assertThat(VotePublicKey.fromTrustedBytes(keys.get(0).toBytes())).isEqualTo(keys.get(0));
  }

  @Test
  void theSumStandsForExactlyItsVoters() {
    VoteSignature sum = sum(shares(MESSAGE));
    assertThat(VoteSignatures.verifyAggregate(keys, MESSAGE, sum)).isTrue();
    assertThat(VoteSignatures.verifyAggregate(keys, OTHER, sum)).isFalse();
    assertThat(VoteSignatures.verifyAggregate(keys.subList(1, 9), MESSAGE, sum)).isFalse();
    assertThat(VoteSignatures.verifyAggregate(List.of(), MESSAGE, sum)).isFalse();
  }

  @Test
  void nobodyVotesTwice() {
    VoteSignature vote = secrets.get(0).sign(MESSAGE);
    VoteSignature twice = VoteSignature.aggregate(List.of(vote, vote));
    assertThat(VoteSignatures.verifyAggregate(List.of(keys.get(0), keys.get(0)), MESSAGE, twice))
        .isFalse();
  }

  @Test
  void badSharesAreNamedAndLeftOut() {
    List<Share> shares = shares(MESSAGE);
    shares.set(2, new Share(keys.get(2), secrets.get(2).sign(OTHER)));
    shares.set(7, new Share(keys.get(7), secrets.get(6).sign(MESSAGE)));
    assertThat(VoteSignatures.badShares(shares, MESSAGE, secure)).containsExactly(2, 7);
    Combined combined = VoteSignatures.combine(shares, MESSAGE, secure);
    assertThat(combined.bad()).containsExactly(2, 7);
    List<VotePublicKey> good =
        IntStream.range(0, 9).filter(i -> i != 2 && i != 7).mapToObj(keys::get).toList();
    assertThat(VoteSignatures.verifyAggregate(good, MESSAGE, combined.sum().orElseThrow()))
        .isTrue();
  }

  @Test
  void goodSharesCostOneCheckAndGiveTheSum() {
    Combined combined = VoteSignatures.combine(shares(MESSAGE), MESSAGE, secure);
    assertThat(combined.bad()).isEmpty();
    assertThat(combined.sum()).contains(sum(shares(MESSAGE)));
    assertThat(VoteSignatures.badShares(shares(MESSAGE), MESSAGE, secure)).isEmpty();
    assertThat(VoteSignatures.badShares(List.of(), MESSAGE, secure)).isEmpty();
  }

  @Test
  void onlyBadSharesGiveNoSum() {
    Combined combined = VoteSignatures.combine(shares(OTHER), MESSAGE, secure);
    assertThat(combined.bad()).hasSize(9);
    assertThat(combined.sum()).isEmpty();
  }

  /** Each of the two is worthless, but their errors cancel in the plain sum. */
  @Test
  void swappedVotesAreNamedThoughTheirSumFits() {
    List<Share> shares = shares(MESSAGE);
    VoteSignature first = shares.get(0).vote();
    shares.set(0, new Share(keys.get(0), shares.get(1).vote()));
    shares.set(1, new Share(keys.get(1), first));
    assertThat(VoteSignatures.verifyAggregate(keys, MESSAGE, sum(shares))).isTrue();
    assertThat(VoteSignatures.badShares(shares, MESSAGE, secure)).containsExactly(0, 1);
  }

  @Test
  void proofOfPossessionIsBoundToItsKeyAndIsNoVote() throws InvalidPointException {
    byte[] proof = secrets.get(0).proofOfPossession();
    byte[] key = keys.get(0).toBytes();
    assertThat(VotePublicKey.fromBytes(key, proof)).isEqualTo(keys.get(0));
    assertThatThrownBy(() -> VotePublicKey.fromBytes(keys.get(1).toBytes(), proof))
        .isInstanceOf(InvalidPointException.class);
    assertThat(VoteSignatures.verify(keys.get(0), key, VoteSignature.fromBytes(proof))).isFalse();
    byte[] vote = secrets.get(0).sign(key).toBytes();
    assertThatThrownBy(() -> VotePublicKey.fromBytes(key, vote))
        .isInstanceOf(InvalidPointException.class);
  }

  /**
   * Whoever announces pk' = pk2 − pk1 could "sum up" votes of both alone; it cannot prove that it
   * knows the secret.
   */
  @Test
  void aRogueKeyHasNoProofOfPossession() throws InvalidPointException {
    Curve curve = Curves.get();
    byte[] rogue =
        secrets.get(1).publicKey().point().add(keys.get(0).point().negate()).compressed();
    VotePublicKey unproven = VotePublicKey.fromTrustedBytes(rogue);
    VoteSignature forged = secrets.get(1).sign(MESSAGE);
    assertThat(VoteSignatures.verifyAggregate(List.of(keys.get(0), unproven), MESSAGE, forged))
        .isTrue();
    assertThatThrownBy(() -> VotePublicKey.fromBytes(rogue, secrets.get(1).proofOfPossession()))
        .isInstanceOf(InvalidPointException.class);
    assertThat(curve.decodeG2(rogue, Curve.Identity.REFUSED)).isEqualTo(unproven.point());
  }

  @Test
  void malformedBytesAreRefused() {
    byte[] identity = new byte[48];
    identity[0] = (byte) 0xc0;
    byte[] wide = Curves.get().g1Generator().uncompressed();
    byte[] identityOfG2 = new byte[96];
    identityOfG2[0] = (byte) 0xc0;
    for (byte[] bad : List.of(identity, wide, new byte[0], new byte[48])) {
      assertThatThrownBy(() -> VoteSignature.fromBytes(bad))
          .isInstanceOf(InvalidPointException.class);
    }
    for (byte[] bad : List.of(identityOfG2, new byte[96], new byte[95])) {
      assertThatThrownBy(() -> VotePublicKey.fromTrustedBytes(bad))
          .isInstanceOf(InvalidPointException.class);
    }
    for (byte[] bad : List.of(new byte[32], ScalarField.toBytes(Curve.ORDER), new byte[31])) {
      assertThatThrownBy(() -> VoteSecretKey.fromBytes(bad))
          .isInstanceOf(InvalidPointException.class);
    }
  }

  @Test
  void noFlippedBitOfAVoteVerifies() {
    byte[] good = secrets.get(0).sign(MESSAGE).toBytes();
    Random random = new Random(5);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      try {
        assertThat(VoteSignatures.verify(keys.get(0), MESSAGE, VoteSignature.fromBytes(bad)))
            .as("byte %d", i)
            .isFalse();
      } catch (InvalidPointException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  /** From sk = 7: the bytes must never change, or old certificates would not verify. */
  @Test
  void theBytesOfAVoteAreFixed() throws InvalidPointException {
    VoteSecretKey seven = VoteSecretKey.fromBytes(ScalarField.toBytes(BigInteger.valueOf(7)));
    VoteSignature vote = seven.sign(MESSAGE);
    Curve oracle = Curves.named(Curves.BOUNCY_CASTLE);
    assertThat(vote.toBytes())
        .isEqualTo(
            oracle
                .hashToG1(MESSAGE, "HealthChain-vote-v1-BLS12381G1_XMD:SHA-256_SSWU_RO_POP_")
                .multiply(BigInteger.valueOf(7))
                .compressed());
    seven.destroy();
    assertThat(seven.isDestroyed()).isTrue();
    assertThatThrownBy(() -> seven.sign(MESSAGE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDestroyedKeyVotesAndProvesNothingMore() {
    VoteSecretKey key = secrets.get(4);
    VotePublicKey before = key.publicKey();
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThat(key).hasToString("VoteSecretKey[…]");
    List<ThrowingCallable> uses =
        List.of(() -> key.sign(MESSAGE), key::publicKey, key::proofOfPossession, key::toBytes);
    for (ThrowingCallable use : uses) {
      assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
    }
    assertThat(before).as("public halves stay").isEqualTo(keys.get(4));
  }

  @Test
  void keysAndVotesAreValues() throws InvalidPointException {
    VotePublicKey key = keys.get(0);
    VoteSignature vote = secrets.get(0).sign(MESSAGE);
    VotePublicKey sameKey = VotePublicKey.fromTrustedBytes(key.toBytes());
    VoteSignature sameVote = VoteSignature.fromBytes(vote.toBytes());
    assertThat(sameKey).isEqualTo(key).hasSameHashCodeAs(key).hasToString(key.toString());
    assertThat(sameVote).isEqualTo(vote).hasSameHashCodeAs(vote).hasToString(vote.toString());
    assertThat(key).isNotEqualTo(keys.get(1)).isNotEqualTo(vote);
    assertThat(vote).isNotEqualTo(secrets.get(1).sign(MESSAGE)).isNotEqualTo(key);
  }

  @Test
  void withoutSharesThereIsNoSum() {
    assertThatThrownBy(() -> VoteSignature.aggregate(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VoteSignatures.combine(List.of(), MESSAGE, secure))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneVoterIsAQuorumOfItself() {
    Share good = new Share(keys.get(3), secrets.get(3).sign(MESSAGE));
    Share bad = new Share(keys.get(3), secrets.get(3).sign(OTHER));
    assertThat(VoteSignatures.badShares(List.of(good), MESSAGE, secure)).isEmpty();
    assertThat(VoteSignatures.badShares(List.of(bad), MESSAGE, secure)).containsExactly(0);
    assertThat(VoteSignatures.combine(List.of(good), MESSAGE, secure).sum()).contains(good.vote());
    assertThat(VoteSignatures.combine(List.of(bad), MESSAGE, secure).sum()).isEmpty();
  }

  /** Every subset of bad ones among five is named exactly. */
  @Test
  void whoeverIsBadIsNamed() {
    for (int mask = 0; mask < 32; mask++) {
      List<Share> shares = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        boolean isBad = ((mask >>> i) & 1) == 1;
        shares.add(new Share(keys.get(i), secrets.get(i).sign(isBad ? OTHER : MESSAGE)));
        if (isBad) {
          expected.add(i);
        }
      }
      Combined combined = VoteSignatures.combine(shares, MESSAGE, secure);
      assertThat(combined.bad()).isEqualTo(expected);
      assertThat(combined.sum().isPresent()).isEqualTo(mask != 31);
    }
  }
}
