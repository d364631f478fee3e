package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Batches: whatever single verification says of each, the batch says too (FR-4). */
class BatchVerifierTest {
  private final TestGroup group = TestGroup.of("batch", "north", "south");
  private final BatchVerifier verifier = BatchVerifier.of(group.group);

  @Test
  void theEmptyBatchIsValid() {
    assertThat(verifier.verify(List.of()).allValid()).isTrue();
  }

  @Test
  void randomBatchesAgreeWithSingleVerification() {
    Random random = new Random(7);
    for (int round = 0; round < 12; round++) {
      List<SignedMessage> batch = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      int size = 1 + random.nextInt(24);
      for (int i = 0; i < size; i++) {
        byte[] message = bytes("round " + round + " message " + i);
        GroupSignature signature =
            group.member(random.nextBoolean() ? "north" : "south").sign(message);
        byte[] sent = random.nextBoolean() ? signature.wire() : signature.storage();
        int epoch = 0;
        if (random.nextInt(4) == 0) {
          switch (random.nextInt(4)) {
            case 0 -> sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> message = bytes("something else");
            case 2 -> epoch = 1 + random.nextInt(3);
            default -> sent = new byte[random.nextInt(1200)];
          }
        }
        SignedMessage one = new SignedMessage(epoch, message, sent);
        batch.add(one);
        if (!group.group.atEpoch(epoch).verify(message, sent)) {
          expected.add(i);
        }
      }
      assertThat(verifier.verify(batch).invalid()).isEqualTo(expected);
    }
  }

  @Test
  void signaturesOfSeveralEpochsVerifyTogether() throws Exception {
    EpochUpdate update = group.issuing.nextEpoch(group.group, group.registry, group.random);
    GroupPublicKey next = update.verify(group.group);
    MemberKey later = group.member("north").advance(update).orElseThrow();
    List<SignedMessage> batch = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] message = bytes("m" + i);
      MemberKey key = i % 2 == 0 ? group.member("north") : later;
      batch.add(new SignedMessage(i % 2, message, key.sign(message).wire()));
    }
    assertThat(verifier.verify(batch).allValid()).isTrue();
    assertThat(BatchVerifier.of(next).verify(batch).allValid()).isTrue();
    SignedMessage moved = batch.get(4);
    batch.set(4, new SignedMessage(1, moved.message(), moved.signature()));
    assertThat(verifier.verify(batch).invalid()).containsExactly(4);
  }

  @Test
  void allBadAndOneGood() {
    List<SignedMessage> batch = new ArrayList<>();
    byte[] good = bytes("good");
    for (int i = 0; i < 9; i++) {
      batch.add(
          new SignedMessage(
              0, i == 5 ? good : bytes("bad"), group.member("north").sign(good).wire()));
    }
    assertThat(verifier.verify(batch).invalid()).containsExactly(0, 1, 2, 3, 4, 6, 7, 8);
  }

  /** Two wrong signatures whose errors cancel without weights: s + 1 here and s − 1 there. */
  @Test
  void errorsDoNotCancelOut() throws Exception {
    byte[] message = bytes("m");
    for (int scalar = 0; scalar < GroupSignature.SCALARS; scalar++) {
      byte[] one = group.member("north").sign(message).wire();
      byte[] two = group.member("north").sign(message).wire();
      int last = 960 + scalar * 32 + 31;
      if (one[last] == -1 || two[last] == 0) {
        continue; // a carry would need more care, and other scalars are tried
      }
      one[last]++;
      two[last]--;
      List<SignedMessage> batch =
          List.of(new SignedMessage(0, message, one), new SignedMessage(0, message, two));
      assertThat(verifier.verify(batch).invalid()).containsExactly(0, 1);
    }
  }

  @Test
  void negativeEpochsAreInvalid() {
    byte[] message = bytes("m");
    byte[] signature = group.member("north").sign(message).wire();
    assertThat(verifier.verify(List.of(new SignedMessage(-1, message, signature))).invalid())
        .containsExactly(0);
  }

  @Test
  void aBatchIsBounded() {
    SignedMessage one = new SignedMessage(0, new byte[0], new byte[0]);
    List<SignedMessage> most = Collections.nCopies(BatchVerifier.MAX_BATCH, one);
    assertThat(verifier.verify(most).invalid()).hasSize(BatchVerifier.MAX_BATCH);
    List<SignedMessage> tooMany = Collections.nCopies(BatchVerifier.MAX_BATCH + 1, one);
    assertThatThrownBy(() -> verifier.verify(tooMany)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightsAreOddFreshAndOf128Bits() {
    Weights one = new Weights();
    Weights two = new Weights();
    int longest = 0;
    for (int i = 0; i < 100; i++) {
      var weight = one.next();
      assertThat(weight.testBit(0)).isTrue();
      assertThat(weight.bitLength()).isLessThanOrEqualTo(128);
      assertThat(weight).isNotEqualTo(two.next());
      longest = Math.max(longest, weight.bitLength());
    }
    assertThat(longest).isEqualTo(128);
  }
}
