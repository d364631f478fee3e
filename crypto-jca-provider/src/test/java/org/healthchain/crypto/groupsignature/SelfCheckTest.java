package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.FixedBase;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.SecretScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signer gives out nothing that does not satisfy its equations, whatever the machine did. */
class SelfCheckTest {
  private static final byte[] MESSAGE = bytes("message");
  private static final TestGroup GROUP = TestGroup.of("self check", "north");

  /** The powers that one signature takes from tables before it is checked. */
  private static final int POWERS = 14;

  private final MemberSecret secret = MemberSecret.generate(GROUP.group.parameters(), GROUP.random);
  private final Credential credential = admit();
  private final SigningTables tables = new MemberSigner(GROUP.group, secret, credential).tables();

  private Credential admit() {
    try {
      byte[] nonce = IssuingKey.newNonce(GROUP.random);
      return GROUP.issuing.admit(
          GROUP.group, GROUP.request(secret, "west", nonce), nonce, GROUP.registry, GROUP.random);
    } catch (GroupSignatureException e) {
      throw new AssertionError(e);
    }
  }

  /** A machine whose {@code faulty}-th multiplication is off by one; 0 for none. */
  private static final class Machine {
    private final AtomicInteger powers = new AtomicInteger();
    private final int faulty;

    Machine(int faulty) {
      this.faulty = faulty;
    }

    FixedBase run(FixedBase sound) {
      return new FixedBase() {
        @Override
        public G1Point base() {
          return sound.base();
        }

        @Override
        public G1Point multiply(SecretScalar scalar) {
          G1Point product = sound.multiply(scalar);
          return powers.incrementAndGet() == faulty ? product.add(sound.base()) : product;
        }
      };
    }

    SigningTables run(SigningTables sound) {
      return new SigningTables(
          new BaseTables(run(sound.g()), run(sound.gBar()), run(sound.h1())),
          run(sound.openerKey()),
          run(sound.epochBase()),
          run(sound.a()),
          run(sound.b()));
    }
  }

  @Test
  void aSoundMachineSigns() {
    Machine machine = new Machine(0);
    MemberSigner signer = new MemberSigner(GROUP.group, secret, credential, machine.run(tables));
    GroupSignature signature = signer.sign(MESSAGE, GROUP.random);
    assertThat(GROUP.group.verify(MESSAGE, signature.wire())).isTrue();
    assertThat(machine.powers.get()).as("powers: 14 to sign, 5 to check").isEqualTo(POWERS + 5);
  }

  @ParameterizedTest(name = "power {0} is wrong")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
  void aFaultInAnyPowerOfASecretIsFound(int faulty) {
    MemberSigner signer =
        new MemberSigner(GROUP.group, secret, credential, new Machine(faulty).run(tables));
    assertThatThrownBy(() -> signer.sign(MESSAGE, GROUP.random))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not satisfy its equations");
    assertThatCode(() -> signer.sign(MESSAGE, GROUP.random))
        .as("the fault has passed")
        .doesNotThrowAnyException();
  }

  @Test
  void everyPointAndResponseAndTheChallengeCount() {
    GroupSignature signature =
        new MemberSigner(GROUP.group, secret, credential).sign(MESSAGE, GROUP.random);
    SignedMessage signed = new SignedMessage(0, MESSAGE, new byte[0]);
    Claim good = Claim.of(GROUP.group, 0, signed, signature);
    assertThat(holds(good)).isTrue();
    for (int i = 0; i < GroupSignature.POINTS; i++) {
      List<G1Point> points = new ArrayList<>(good.points());
      points.set(i, points.get(i).add(GROUP.group.curve().g1Generator()));
      assertThat(holds(new Claim(0, 0, good.c(), points, good.scalars())))
          .as("point %d", i)
          .isFalse();
    }
    for (int i = 0; i < GroupSignature.SCALARS; i++) {
      List<BigInteger> scalars = new ArrayList<>(good.scalars());
      scalars.set(i, scalars.get(i).add(BigInteger.ONE).mod(Curve.ORDER));
      assertThat(holds(new Claim(0, 0, good.c(), good.points(), scalars)))
          .as("response %d", i)
          .isFalse();
    }
    BigInteger other = good.c().add(BigInteger.ONE).mod(Curve.ORDER);
    assertThat(holds(new Claim(0, 0, other, good.points(), good.scalars()))).isFalse();
  }

  /** The check speaks of the epoch of the tables, as the signature does. */
  @Test
  void signaturesOfLaterEpochsPassToo() throws Exception {
    EpochUpdate update = GROUP.issuing.nextEpoch(GROUP.group, GROUP.registry, GROUP.random);
    MemberKey next = GROUP.member("north").advance(update).orElseThrow();
    assertThat(next.group().verify(MESSAGE, next.sign(MESSAGE).wire())).isTrue();
  }

  private boolean holds(Claim claim) {
    return WeightedEquations.holdInG1(GROUP.group, claim, tables);
  }
}
