package org.healthchain.crypto.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.healthchain.crypto.curve.Curve.Identity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Both backends on the same seeded inputs, byte for byte. */
class BackendsAgreeTest {
  private static final String TAG = "HealthChain-test";
  private final Curve blst = Curves.named(Curves.BLST);
  private final Curve bc = Curves.named(Curves.BOUNCY_CASTLE);
  private Random random;

  @BeforeEach
  void seed(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private BigInteger scalar() {
    return switch (random.nextInt(8)) {
      case 0 -> BigInteger.valueOf(random.nextInt(3));
      case 1 -> Curve.ORDER.subtract(BigInteger.valueOf(random.nextInt(3)));
      case 2 -> new BigInteger(128, random);
      default -> new BigInteger(255, random);
    };
  }

  @RepeatedTest(8)
  void inOperationsOfG1() {
    byte[] message = bytes(random.nextInt(100));
    BigInteger k = scalar();
    byte[] other = bytes(5);
    List<G1Point> a = chain(blst, message, k, other);
    List<G1Point> b = chain(bc, message, k, other);
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i).compressed()).as("step %d", i).isEqualTo(b.get(i).compressed());
      assertThat(a.get(i).uncompressed()).as("step %d", i).isEqualTo(b.get(i).uncompressed());
    }
  }

  private static List<G1Point> chain(Curve curve, byte[] message, BigInteger k, byte[] other) {
    G1Point p = curve.hashToG1(message, TAG);
    G1Point q = curve.hashToG1(other, TAG);
    return List.of(
        p,
        p.negate(),
        p.add(q),
        p.add(p),
        p.subtract(p),
        p.multiply(k),
        p.multiply(SecretScalar.of(k)),
        curve.fixedBase(q).multiply(SecretScalar.of(k)),
        curve.multiExp(List.of(p, q), List.of(k, k.add(k))),
        curve.g1Generator());
  }

  @RepeatedTest(3)
  void inOperationsOfG2AndPairings() {
    BigInteger k = scalar();
    G2Point a = blst.g2Generator().multiply(k);
    G2Point b = bc.g2Generator().multiply(k);
    assertThat(a.compressed()).isEqualTo(b.compressed());
    assertThat(a.negate().compressed()).isEqualTo(b.negate().compressed());
    assertThat(a.add(blst.g2Generator()).compressed())
        .isEqualTo(b.add(bc.g2Generator()).compressed());
    assertThat(blst.g2Generator().multiply(SecretScalar.of(k)).compressed())
        .isEqualTo(b.compressed());
    assertThat(bc.g2Generator().multiply(SecretScalar.of(k)).compressed())
        .isEqualTo(b.compressed());
    BigInteger wrong = k.add(BigInteger.valueOf(random.nextInt(2)));
    assertThat(product(blst, a, wrong)).isEqualTo(product(bc, b, wrong)).isEqualTo(wrong.equals(k));
  }

  private static boolean product(Curve curve, G2Point q, BigInteger k) {
    G1Point g = curve.g1Generator();
    return curve.pairingProductIsOne(
        List.of(g.multiply(k), g.negate()), List.of(curve.g2Generator(), q));
  }

  @RepeatedTest(3)
  void inSumsOfManyMultiples() {
    List<G1Point> a = new ArrayList<>();
    List<G1Point> b = new ArrayList<>();
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] message = bytes(3);
      a.add(blst.hashToG1(message, TAG));
      b.add(bc.hashToG1(message, TAG));
      scalars.add(scalar());
    }
    assertThat(blst.multiExp(a, scalars).compressed())
        .isEqualTo(bc.multiExp(b, scalars).compressed());
  }

  /**
   * Valid encodings with bits flipped, and noise behind plausible flags: both accept the same and
   * write the same bytes.
   */
  @RepeatedTest(6)
  void onWhatTheyAccept() {
    for (int i = 0; i < 60; i++) {
      byte[] g1 = blst.g1Generator().multiply(scalar()).compressed();
      byte[] wide = blst.g1Generator().multiply(scalar()).uncompressed();
      byte[] g2 = blst.g2Generator().multiply(scalar()).compressed();
      for (byte[] encoding : List.of(g1, wide, g2, bytes(48), bytes(96))) {
        if (random.nextInt(4) > 0) {
          int at = random.nextInt(3) == 0 ? 0 : random.nextInt(encoding.length);
          encoding[at] ^= (byte) (1 << random.nextInt(8));
        }
        assertThat(onCurve(blst, encoding)).isEqualTo(onCurve(bc, encoding));
        assertThat(inG1(blst, encoding)).isEqualTo(inG1(bc, encoding));
        assertThat(inG2(blst, encoding)).isEqualTo(inG2(bc, encoding));
      }
    }
  }

  private static byte[] onCurve(Curve curve, byte[] encoding) {
    try {
      return curve.decodeOnCurve(encoding, Identity.ALLOWED).uncompressed();
    } catch (InvalidPointException e) {
      return new byte[0];
    }
  }

  private static byte[] inG1(Curve curve, byte[] encoding) {
    try {
      return curve.decodeG1(encoding, Identity.ALLOWED).compressed();
    } catch (InvalidPointException e) {
      return new byte[0];
    }
  }

  private static byte[] inG2(Curve curve, byte[] encoding) {
    try {
      return curve.decodeG2(encoding, Identity.ALLOWED).compressed();
    } catch (InvalidPointException e) {
      return new byte[0];
    }
  }
}
