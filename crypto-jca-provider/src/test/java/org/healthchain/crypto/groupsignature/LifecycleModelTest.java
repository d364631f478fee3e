package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a group against a model that knows only names and epochs: who belongs when, and
 * therefore which signature is valid and whose it is.
 */
class LifecycleModelTest {
  private static final int STEPS = 40;

  /** A signature with what the model expects of it. */
  @SuppressWarnings("ArrayRecordComponent") // carried only
  private record Signed(String member, int epoch, byte[] message, byte[] signature) {}

  private Random random;
  private TestGroup group;
  private GroupPublicKey current;
  private Registry active = Registry.empty();
  private Registry everybody = Registry.empty();
  private final Map<String, MemberKey> keys = new HashMap<>();
  private final Map<String, Integer> leftAt = new HashMap<>();
  private final List<Signed> signed = new ArrayList<>();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everySignatureIsWhatTheModelSays(long seed) throws Exception {
    random = new Random(seed);
    group = TestGroup.of("model " + seed);
    current = group.group;
    join("first");
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> join("member " + step);
        case 2 -> revokeSomebody();
        default -> signAsSomebody(step);
      }
    }
    checkEverything();
  }

  private void join(String name) throws Exception {
    MemberSecret secret = MemberSecret.generate(current.parameters(), group.random);
    byte[] nonce = IssuingKey.newNonce(group.random);
    JoinRequest request = group.request(secret, name, nonce);
    Credential credential = group.issuing.admit(current, request, nonce, everybody, group.random);
    keys.put(name, secret.accept(current, credential));
    active = active.with(request.registration());
    everybody = everybody.with(request.registration());
  }

  private void revokeSomebody() throws Exception {
    String gone = anyActive();
    if (gone == null) {
      return;
    }
    active = active.without(gone);
    leftAt.put(gone, current.epoch());
    EpochUpdate sent = group.issuing.nextEpoch(current, active, group.random);
    EpochUpdate update = EpochUpdate.fromBytes(sent.toBytes());
    current = update.verify(current);
    for (String name : List.copyOf(keys.keySet())) {
      MemberKey key = keys.get(name);
      if (key.group().epoch() == current.epoch() - 1) {
        boolean stays = active.find(name).isPresent();
        assertThat(key.advance(update).isPresent()).isEqualTo(stays);
        key.advance(update).ifPresent(next -> keys.put(name, next));
      }
    }
  }

  private void signAsSomebody(int step) {
    List<String> names = List.copyOf(keys.keySet());
    String name = names.get(random.nextInt(names.size()));
    MemberKey key = keys.get(name);
    byte[] message = bytes("step " + step);
    byte[] signature =
        random.nextBoolean() ? key.sign(message).wire() : key.sign(message).storage();
    signed.add(new Signed(name, key.group().epoch(), message, signature));
  }

  private String anyActive() {
    List<Registration> entries = active.entries();
    return entries.isEmpty() ? null : entries.get(random.nextInt(entries.size())).memberId();
  }

  private void checkEverything() throws Exception {
    List<SignedMessage> ownEpoch = new ArrayList<>();
    for (Signed each : signed) {
      ownEpoch.add(new SignedMessage(each.epoch(), each.message(), each.signature()));
      boolean revoked = leftAt.containsKey(each.member());
      if (revoked) {
        assertThat(each.epoch()).isLessThanOrEqualTo(leftAt.get(each.member()));
      }
      boolean nowValid = current.verify(each.message(), each.signature());
      assertThat(nowValid).isEqualTo(each.epoch() == current.epoch());
      Opening opening =
          group.opening.open(
              current.atEpoch(each.epoch()),
              each.message(),
              GroupSignature.fromBytes(each.signature()),
              group.random);
      assertThat(opening.signer(everybody).orElseThrow().memberId()).isEqualTo(each.member());
    }
    assertThat(BatchVerifier.of(current).verify(ownEpoch).allValid()).isTrue();
  }
}
