package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One verdict for each signature, whatever its neighbours, its place and the size of the batch are:
 * on both sides of the size from which many points are checked together.
 */
class BatchPropertiesTest {
  /** Twelve signatures have 120 points, from which on random combinations are checked. */
  private static final int FIRST_LARGE = 12;

  private static final byte[] MESSAGE = bytes("message");
  private static final TestGroup GROUP = TestGroup.of("batch properties", "north", "south");
  private static final BatchVerifier VERIFIER = BatchVerifier.of(GROUP.group);

  private static SignedMessage good(int number) {
    byte[] message = bytes("message " + number);
    GroupSignature signature = GROUP.member(number % 2 == 0 ? "north" : "south").sign(message);
    byte[] sent = number % 3 == 0 ? signature.storage() : signature.wire();
    return new SignedMessage(0, message, sent);
  }

  private static boolean isValidAlone(SignedMessage each) {
    return each.epoch() >= 0
        && GROUP.group.atEpoch(each.epoch()).verify(each.message(), each.signature());
  }

  /** Good ones, the same twice, in both forms, under another epoch or message, and damaged ones. */
  private static List<SignedMessage> pool(Random random) throws GroupSignatureException {
    List<SignedMessage> pool = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pool.add(good(i));
    }
    SignedMessage first = pool.get(0);
    GroupSignature signature = GroupSignature.fromBytes(first.signature());
    pool.add(new SignedMessage(0, first.message(), signature.wire()));
    pool.add(new SignedMessage(0, first.message(), signature.storage()));
    pool.add(new SignedMessage(1, first.message(), signature.wire()));
    pool.add(new SignedMessage(0, pool.get(1).message(), signature.wire()));
    pool.add(new SignedMessage(0, MESSAGE, new byte[GroupSignature.STORAGE_BYTES]));
    for (int i = 0; i < 6; i++) {
      SignedMessage source = pool.get(random.nextInt(8));
      byte[] damaged = source.signature().clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      pool.add(new SignedMessage(0, source.message(), damaged));
    }
    return pool;
  }

  @ParameterizedTest(name = "batches of {0}")
  @ValueSource(ints = {1, 2, 3, 11, 12, 13, 24, 40})
  void aVerdictDependsOnNothingButTheSignature(int size) throws Exception {
    Random random = new Random(size);
    List<SignedMessage> pool = pool(random);
    List<Boolean> alone = pool.stream().map(BatchPropertiesTest::isValidAlone).toList();
    for (int round = 0; round < 4; round++) {
      List<SignedMessage> batch = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int chosen = round == 0 ? random.nextInt(10) : random.nextInt(pool.size());
        batch.add(pool.get(chosen));
        if (!alone.get(chosen)) {
          expected.add(i);
        }
      }
      assertThat(VERIFIER.verify(batch).invalid()).isEqualTo(expected);
    }
  }

  @Test
  void aSingleBadOneIsNamedWhereverItStands() {
    List<SignedMessage> all = new ArrayList<>();
    for (int i = 0; i < FIRST_LARGE + 1; i++) {
      all.add(good(i));
    }
    for (int at = 0; at < all.size(); at++) {
      List<SignedMessage> batch = new ArrayList<>(all);
      batch.set(at, new SignedMessage(0, MESSAGE, all.get(at).signature()));
      assertThat(VERIFIER.verify(batch).invalid()).containsExactly(at);
    }
  }

  @Test
  void exchangedSignaturesAreBothNamed() {
    List<SignedMessage> batch = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      batch.add(good(i));
    }
    SignedMessage third = batch.get(3);
    SignedMessage ninth = batch.get(9);
    batch.set(3, new SignedMessage(0, third.message(), ninth.signature()));
    batch.set(9, new SignedMessage(0, ninth.message(), third.signature()));
    assertThat(VERIFIER.verify(batch).invalid()).containsExactly(3, 9);
  }

  @Test
  void theSameBadSignatureManyTimesIsBadEveryTime() {
    SignedMessage bad = new SignedMessage(0, MESSAGE, good(1).signature());
    for (int size : new int[] {2, FIRST_LARGE - 1, FIRST_LARGE, 30}) {
      assertThat(VERIFIER.verify(Collections.nCopies(size, bad)).invalid()).hasSize(size);
    }
    SignedMessage good = good(2);
    assertThat(VERIFIER.verify(Collections.nCopies(30, good)).allValid()).isTrue();
  }

  /** A member shifts two commitments by D and −D before hashing: without weights the sum holds. */
  @ParameterizedTest(name = "commitment {0} against each later one")
  @ValueSource(ints = {5, 6, 7, 8})
  void errorsInsideOneSignatureDoNotCancel(int first) throws Exception {
    DefinitionSigner member = DefinitionSigner.of(GROUP.member("north"));
    SeededRandom random = new SeededRandom("cancelling " + first);
    for (int second = first + 1; second < GroupSignature.POINTS; second++) {
      int other = second;
      byte[] signature =
          member.sign(
              MESSAGE, member.randomWitness(random), points -> shifted(points, first, other));
      SignedMessage bad = new SignedMessage(0, MESSAGE, signature);
      List<SignedMessage> batch = new ArrayList<>();
      for (int i = 0; i < FIRST_LARGE; i++) {
        batch.add(good(i));
      }
      batch.set(4, bad);
      assertThat(VERIFIER.verify(List.of(bad)).invalid()).containsExactly(0);
      assertThat(VERIFIER.verify(batch).invalid()).containsExactly(4);
    }
  }

  private static List<byte[]> shifted(List<byte[]> points, int plus, int minus) {
    G1Point d = GROUP.group.curve().g1Generator();
    List<byte[]> changed = new ArrayList<>(points);
    changed.set(plus, decoded(points.get(plus)).add(d).uncompressed());
    changed.set(minus, decoded(points.get(minus)).subtract(d).uncompressed());
    return changed;
  }

  private static G1Point decoded(byte[] encoding) {
    try {
      return GROUP.group.curve().decodeG1(encoding, Identity.REFUSED);
    } catch (InvalidPointException e) {
      throw new AssertionError(e);
    }
  }
}
