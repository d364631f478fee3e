package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole protocols on both backends from the same randomness, in step: every object that is made is
 * the same, byte for byte, and every verdict is the same, on good bytes and on bad ones.
 */
class BackendsInStepTest {
  /** One backend's life of a group; the record of it is what the other's is compared to. */
  private static final class Life {
    private final Curve curve;
    private final Random choices;
    private final List<String> log = new ArrayList<>();

    Life(String backend, long seed) {
      curve = Curves.named(backend);
      choices = new Random(seed);
    }

    private byte[] made(String name, byte[] object) {
      log.add(name + " " + HexFormat.of().formatHex(object));
      return object;
    }

    private void judged(String name, boolean verdict) {
      log.add(name + " " + verdict);
    }

    private byte[] damaged(byte[] object) {
      byte[] changed = object.clone();
      changed[choices.nextInt(changed.length)] ^= (byte) (1 << choices.nextInt(8));
      return changed;
    }

    List<String> run(long seed) throws GroupSignatureException {
      TestGroup group = TestGroup.of(curve, "in step " + seed, "north", "south");
      made("issuing key", group.issuing.toBytes());
      made("opening key", group.opening.toBytes());
      made("group", group.group.toBytes());
      byte[] message = bytes("message " + choices.nextInt());
      byte[] signed = signAndOpen(group, group.group, group.member("north"), message);
      MemberKey stays = revoke(group);
      signAndOpen(group, stays.group(), stays, message);
      joinThroughBytes(group, stays.group());
      judged(
          "an old one in the new epoch",
          stays.group().verify(message, made("the old one", signed)));
      decodeDamaged(group, stays);
      return log;
    }

    private byte[] signAndOpen(TestGroup group, GroupPublicKey epoch, MemberKey key, byte[] message)
        throws GroupSignatureException {
      GroupSignature signature = key.sign(message, group.random);
      byte[] wire = made("wire", signature.wire());
      byte[] storage = made("storage", signature.storage());
      byte[] bad = damaged(choices.nextBoolean() ? wire : storage);
      List<SignedMessage> batch =
          List.of(
              new SignedMessage(epoch.epoch(), message, storage),
              new SignedMessage(epoch.epoch(), message, bad),
              new SignedMessage(epoch.epoch() + 1, message, wire));
      log.add("bad in the batch " + BatchVerifier.of(epoch).verify(batch).invalid());
      Opening opening = group.opening.open(epoch, message, signature, group.random);
      byte[] proof = made("opening", opening.toBytes());
      for (Registration accused : group.registry.entries()) {
        Registration read = Registration.fromBytes(accused.toBytes(), curve);
        judged(
            accused.memberId() + " guilty",
            Opening.fromBytes(proof, curve)
                .judge(epoch, message, signature, read, TestGroup.LONG_TERM));
      }
      return wire;
    }

    private MemberKey revoke(TestGroup group) throws GroupSignatureException {
      EpochUpdate update =
          group.issuing.nextEpoch(group.group, group.registry.without("south"), group.random);
      EpochUpdate read = EpochUpdate.fromBytes(made("update", update.toBytes()), curve);
      made("next group", read.verify(group.group).toBytes());
      judged("south stays", group.member("south").advance(read).isPresent());
      MemberKey north = group.member("north").advance(read).orElseThrow();
      made("north's next key", north.toBytes());
      return north;
    }

    /** Every object is written and read again on the way. */
    private void joinThroughBytes(TestGroup group, GroupPublicKey now)
        throws GroupSignatureException {
      IssuingKey issuing = IssuingKey.fromBytes(group.issuing.toBytes(), curve);
      GroupPublicKey known = GroupPublicKey.fromBytes(now.toBytes(), curve);
      MemberSecret drawn = MemberSecret.generate(now.parameters(), group.random);
      MemberSecret secret = MemberSecret.fromBytes(made("secret", drawn.toBytes()), curve);
      made("public half", MemberPublicKey.fromBytes(secret.publicKey().toBytes(), curve).toBytes());
      byte[] nonce = made("nonce", IssuingKey.newNonce(group.random));
      JoinRequest request = group.request(secret, "west", nonce);
      JoinRequest read = JoinRequest.fromBytes(made("request", request.toBytes()), curve);
      Credential credential = issuing.admit(known, read, nonce, group.registry, group.random);
      Credential received = Credential.fromBytes(made("credential", credential.toBytes()), curve);
      MemberKey west = secret.accept(known, received);
      byte[] message = bytes("first of west");
      byte[] signed = made("west's", west.sign(message, group.random).wire());
      judged("west's", now.verify(message, signed));
    }

    /** What one backend refuses or reads from damaged bytes, the other refuses or reads. */
    private void decodeDamaged(TestGroup group, MemberKey key) {
      for (int i = 0; i < 6; i++) {
        attempt(group.issuing.toBytes(), b -> IssuingKey.fromBytes(b, curve).toBytes());
        attempt(group.opening.toBytes(), b -> OpeningKey.fromBytes(b, curve).toBytes());
        attempt(
            group.issuing.publicKey().toBytes(),
            b -> IssuerPublicKey.fromBytes(b, curve).toBytes());
        attempt(
            group.opening.publicKey().toBytes(),
            b -> OpenerPublicKey.fromBytes(b, curve).toBytes());
        attempt(key.group().toBytes(), b -> GroupPublicKey.fromBytes(b, curve).toBytes());
        attempt(key.toBytes(), b -> MemberKey.fromBytes(b, curve).toBytes());
        attempt(
            group.registry.entries().get(0).toBytes(),
            b -> Registration.fromBytes(b, curve).toBytes());
      }
    }

    private void attempt(byte[] good, Recoding recoding) {
      try {
        made("read", recoding.apply(damaged(good)));
      } catch (GroupSignatureException e) {
        log.add("refused " + e.reason());
      }
    }
  }

  /** Reads and writes. */
  private interface Recoding {
    byte[] apply(byte[] bytes) throws GroupSignatureException;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void bothMakeTheSameBytesAndGiveTheSameVerdicts(long seed) throws Exception {
    List<String> blst = new Life(Curves.BLST, seed).run(seed);
    List<String> bouncyCastle = new Life(Curves.BOUNCY_CASTLE, seed).run(seed);
    assertThat(bouncyCastle).isEqualTo(blst);
    assertThat(blst)
        .contains("bad in the batch [1, 2]", "north guilty true", "south guilty false")
        .contains("south stays false", "an old one in the new epoch false", "west's true")
        .anyMatch(line -> line.startsWith("refused"));
    assertThat(blst).hasSizeGreaterThan(60);
  }

  @ParameterizedTest(name = "made by {0}, read by the other")
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void theSameBytesAreTheSameGroup(String backend) throws Exception {
    TestGroup own = TestGroup.of(Curves.named(backend), "own", "north");
    String otherName = backend.equals(Curves.BLST) ? Curves.BOUNCY_CASTLE : Curves.BLST;
    GroupPublicKey other = GroupPublicKey.fromBytes(own.group.toBytes(), Curves.named(otherName));
    assertThat(other).as("the same bytes are the same key").isEqualTo(own.group);
    assertThat(Arrays.equals(other.groupId(), own.group.groupId())).isTrue();
    byte[] signed = own.member("north").sign(bytes("m")).wire();
    assertThat(other.verify(bytes("m"), signed)).isTrue();
  }
}
