package org.healthchain.crypto.groupsignature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.KnownObjects.LABEL;
import static org.healthchain.crypto.groupsignature.KnownObjects.challenge;
import static org.healthchain.crypto.groupsignature.KnownObjects.joined;
import static org.healthchain.crypto.groupsignature.KnownObjects.transcript;
import static org.healthchain.crypto.groupsignature.KnownObjects.u32;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.SecretScalar;
import org.healthchain.crypto.groupsignature.KnownObjects.Parts;
import org.junit.jupiter.api.Test;

/**
 * FORMATS.md read a second time: the known objects taken apart and checked by its words alone, with
 * the oracle's arithmetic and nothing of this package. Whoever writes another implementation finds
 * here what it must do.
 */
class FormatsTest {
  private static final String TAG = "HEALTHCHAIN-BBS-GS-V1-BASES-BLS12381G1_XMD:SHA-256_SSWU_RO_";
  private static final byte[] MESSAGE = "HealthChain known answer".getBytes(UTF_8);

  private final Curve curve = Curves.named(Curves.BOUNCY_CASTLE);
  private final KnownObjects known = new KnownObjects(curve);
  private final G1Point g1 = base("g1");
  private final G1Point h1 = base("h1");
  private final G1Point h2 = base("h2");
  private final G1Point g = base("g");
  private final G1Point gBar = base("gBar");
  private final G2Point g2 = curve.g2Generator();

  private G1Point base(String name) {
    return curve.hashToG1(name.getBytes(UTF_8), TAG);
  }

  private byte[] bytes(String name) {
    return known.bytes(name);
  }

  @Test
  void theBasesAreHashedUnderTheirNames() {
    assertThat(g1.compressed()).isEqualTo(bytes("base-g1"));
    assertThat(h1.compressed()).isEqualTo(bytes("base-h1"));
    assertThat(h2.compressed()).isEqualTo(bytes("base-h2"));
    assertThat(g.compressed()).isEqualTo(bytes("base-g"));
    assertThat(gBar.compressed()).isEqualTo(bytes("base-gBar"));
  }

  @Test
  void theIssuersKeyProvesItsSecret() throws Exception {
    Parts in = known.parts("issuing-key").kind(2).parameters();
    G2Point w = in.g2();
    BigInteger c = in.scalar();
    BigInteger s = in.scalar();
    assertThat(g2.multiply(in.scalar())).isEqualTo(w);
    in.end();
    G2Point r = g2.multiply(s).add(w.multiply(c).negate());
    assertThat(c)
        .isEqualTo(
            challenge(
                "HealthChain/BBS-GS/v1/issuer-key",
                "group",
                LABEL,
                "w",
                w.compressed(),
                "R",
                r.compressed()));
    byte[] both = bytes("issuing-key");
    byte[] half = bytes("issuer-public-key");
    assertThat(Arrays.copyOfRange(both, 2, both.length - 32))
        .isEqualTo(Arrays.copyOfRange(half, 2, half.length));
    assertThat(half[1]).isEqualTo((byte) 1);
  }

  @Test
  void theOpenersKeyProvesItsSecret() throws Exception {
    Parts in = known.parts("opening-key").kind(4).parameters();
    G1Point h = in.g1();
    BigInteger c = in.scalar();
    BigInteger s = in.scalar();
    assertThat(g.multiply(in.scalar())).isEqualTo(h);
    in.end();
    G1Point r = g.multiply(s).subtract(h.multiply(c));
    assertThat(c)
        .isEqualTo(
            challenge(
                "HealthChain/BBS-GS/v1/opener-key",
                "group",
                LABEL,
                "H",
                h.compressed(),
                "R",
                r.compressed()));
    byte[] half = bytes("opener-public-key");
    assertThat(half[1]).isEqualTo((byte) 3);
    assertThat(half).hasSize(bytes("opening-key").length - 32);
  }

  /** The group public key, taken apart. */
  @SuppressWarnings("ArrayRecordComponent") // carried only
  private record Group(G2Point w, G1Point h, int epoch, byte[] id) {}

  private Group group() throws Exception {
    Parts in = known.parts("group-public-key").kind(5).parameters();
    G2Point w = in.g2();
    in.raw(64);
    G1Point h = in.g1();
    in.raw(64);
    int epoch = ByteBuffer.wrap(in.raw(4)).getInt();
    in.end();
    byte[] hash =
        transcript(
            "HealthChain/BBS-GS/v1/group-id",
            "group",
            LABEL,
            "w",
            w.compressed(),
            "H",
            h.compressed());
    return new Group(w, h, epoch, Arrays.copyOf(hash, 32));
  }

  @Test
  void theGroupIsNamedByItsKeys() throws Exception {
    assertThat(group().id()).isEqualTo(bytes("group-id"));
    assertThat(group().epoch()).isZero();
  }

  @Test
  void theMembersHalvesMatch() throws Exception {
    Parts secret = known.parts("member-secret").kind(6).parameters();
    BigInteger y = secret.scalar();
    secret.end();
    Parts half = known.parts("member-public-key").kind(12).parameters();
    assertThat(half.g1()).isEqualTo(h1.multiply(y));
    half.end();
  }

  @Test
  void aJoinRequestProvesTheMembersSecret() throws Exception {
    Parts in = known.parts("join-request").kind(8);
    byte[] id = in.raw(in.raw(1)[0]);
    G1Point y = in.g1();
    byte[] mark = in.raw(ByteBuffer.wrap(in.raw(2)).getShort());
    byte[] nonce = in.raw(32);
    BigInteger c = in.scalar();
    BigInteger s = in.scalar();
    in.end();
    G1Point r = h1.multiply(s).subtract(y.multiply(c));
    assertThat(c)
        .isEqualTo(
            challenge(
                "HealthChain/BBS-GS/v1/join",
                "gpk",
                group().id(),
                "id",
                id,
                "nonce",
                nonce,
                "Y",
                y.compressed(),
                "R",
                r.compressed()));
    byte[] length = {0, (byte) mark.length};
    assertThat(bytes("registration"))
        .isEqualTo(joined(new byte[] {1, 9, (byte) id.length}, id, y.compressed(), length, mark));
    byte[] label = "HealthChain/BBS-GS/v1/registration".getBytes(UTF_8);
    assertThat(bytes("registration-signed-bytes"))
        .isEqualTo(
            joined(
                new byte[] {(byte) label.length},
                label,
                group().id(),
                new byte[] {(byte) id.length},
                id,
                y.compressed()));
  }

  /** e(A, w·g2^x) = e(g1·h2^e·Y, g2). */
  private boolean isCredential(G1Point a, BigInteger x, int epoch, G1Point y) throws Exception {
    G1Point signed = g1.add(h2.multiply(BigInteger.valueOf(epoch))).add(y);
    return curve.pairingProductIsOne(
        List.of(a, signed.negate()), List.of(group().w().add(g2.multiply(x)), g2));
  }

  @Test
  void credentialsSatisfyTheirEquationInTheirEpochAlone() throws Exception {
    G1Point y = known.parts("member-public-key").kind(12).parameters().g1();
    Parts in = known.parts("credential");
    G1Point a = in.g1();
    BigInteger x = in.scalar();
    in.end();
    assertThat(isCredential(a, x, 0, y)).isTrue();
    assertThat(isCredential(a, x, 1, y)).isFalse();
    Parts update = known.parts("epoch-update").kind(11);
    assertThat(update.raw(32)).isEqualTo(group().id());
    assertThat(update.raw(6)).containsExactly(0, 0, 0, 1, 0, 1);
    assertThat(update.g1()).isEqualTo(y);
    G1Point nextA = update.g1();
    BigInteger nextX = update.scalar();
    update.end();
    assertThat(isCredential(nextA, nextX, 1, y)).isTrue();
    assertThat(isCredential(nextA, nextX, 0, y)).isFalse();
  }

  @Test
  void aMembersKeyIsTheGroupsAndItsOwn() throws Exception {
    byte[] group = bytes("group-public-key");
    byte[] secret = bytes("member-secret");
    byte[] expected =
        joined(
            new byte[] {1, 7},
            Arrays.copyOfRange(group, 2, group.length),
            Arrays.copyOfRange(secret, secret.length - 32, secret.length),
            bytes("credential"));
    assertThat(bytes("member-key")).isEqualTo(expected);
  }

  @Test
  void signaturesSatisfyTheirEquations() throws Exception {
    assertThat(holds(bytes("signature-wire"), 0)).isTrue();
    assertThat(holds(bytes("signature-wire"), 1)).isFalse();
    assertThat(holds(bytes("signature-epoch-1"), 1)).isTrue();
  }

  private boolean holds(byte[] wire, int epoch) throws Exception {
    Group group = group();
    List<G1Point> p = new ArrayList<>();
    List<BigInteger> s = new ArrayList<>();
    List<Object> inputs =
        new ArrayList<>(List.of("gpk", group.id(), "e", u32(epoch), "M", MESSAGE));
    List<String> names =
        List.of("A'", "Abar", "C1", "C1bar", "C2", "R1", "R1bar", "R2", "R3", "R4");
    for (int i = 0; i < 10; i++) {
      byte[] point = Arrays.copyOfRange(wire, i * 96, i * 96 + 96);
      p.add(curve.decodeG1(point, Identity.REFUSED));
      inputs.add(names.get(i));
      inputs.add(point);
    }
    for (int i = 960; i < 1120; i += 32) {
      s.add(new BigInteger(1, Arrays.copyOfRange(wire, i, i + 32)));
    }
    BigInteger c = challenge("HealthChain/BBS-GS/v1/signature", inputs.toArray());
    G1Point h = group.h();
    G1Point epochBase = g1.add(h2.multiply(BigInteger.valueOf(epoch)));
    G1Point r3 =
        p.get(0)
            .multiply(s.get(2).negate())
            .add(epochBase.add(p.get(4)).multiply(s.get(3)))
            .subtract(h.multiply(s.get(4)));
    return g.multiply(s.get(0)).equals(p.get(5).add(p.get(2).multiply(c)))
        && gBar.multiply(s.get(0)).equals(p.get(6).add(p.get(3).multiply(c)))
        && h1.multiply(s.get(1))
            .add(h.multiply(s.get(0)))
            .equals(p.get(7).add(p.get(4).multiply(c)))
        && r3.equals(p.get(8).add(p.get(1).multiply(c)))
        && p.get(2).multiply(s.get(3)).subtract(g.multiply(s.get(4))).equals(p.get(9))
        && curve.pairingProductIsOne(List.of(p.get(0), p.get(1).negate()), List.of(group.w(), g2));
  }

  @Test
  void theTwoFormsOfASignatureAreTheSamePointsAndScalars() throws Exception {
    Parts wire = known.parts("signature-wire");
    Parts storage = known.parts("signature-storage");
    for (int i = 0; i < 10; i++) {
      G1Point point = curve.decodeG1(wire.raw(96), Identity.REFUSED);
      assertThat(storage.raw(48)).isEqualTo(point.compressed());
    }
    assertThat(storage.raw(160)).isEqualTo(wire.raw(160));
    wire.end();
    storage.end();
  }

  @Test
  void anOpeningProvesTheExponentOfTheOpenersKey() throws Exception {
    Group group = group();
    Parts in = known.parts("opening").kind(10);
    G1Point y = in.g1();
    BigInteger c = in.scalar();
    BigInteger s = in.scalar();
    in.end();
    byte[] signature = bytes("signature-storage");
    G1Point c1 = curve.decodeG1(Arrays.copyOfRange(signature, 96, 144), Identity.REFUSED);
    G1Point c2 = curve.decodeG1(Arrays.copyOfRange(signature, 192, 240), Identity.REFUSED);
    G1Point first = g.multiply(s).subtract(group.h().multiply(c));
    G1Point second = c1.multiply(s).subtract(c2.subtract(y).multiply(c));
    assertThat(c)
        .isEqualTo(
            challenge(
                "HealthChain/BBS-GS/v1/opening",
                "gpk",
                group.id(),
                "e",
                u32(0),
                "M",
                MESSAGE,
                "signature",
                signature,
                "Y",
                y.compressed(),
                "R",
                joined(first.compressed(), second.compressed())));
    assertThat(y).isEqualTo(known.parts("member-public-key").kind(12).parameters().g1());
  }

  @Test
  void noncesAreHmacOverSecretAndStatement() throws Exception {
    byte[] secret = new byte[32];
    secret[31] = 7;
    byte[] statement = new byte[64];
    Arrays.fill(statement, (byte) 9);
    byte[] fresh = new byte[64];
    new SeededRandom("format").nextBytes(fresh);
    byte[] label = "HealthChain/BBS-GS/v1/nonces".getBytes(UTF_8);
    byte[] seed = hmac(fresh, joined(label, secret, statement));
    SecretScalar seven = SecretScalar.of(BigInteger.valueOf(7));
    try (Nonces nonces = new Nonces(new SeededRandom("format"), seven, statement)) {
      for (int i = 0; i < 9; i++) {
        assertThat(nonces.next().reveal())
            .isEqualTo(new BigInteger(1, hmac(seed, u32(i))).mod(Curve.ORDER));
      }
    }
  }

  private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(key, "HmacSHA512"));
    return mac.doFinal(input);
  }
}
