package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.Refusals.assertReason;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.junit.jupiter.api.Test;

/** Tracing many signatures says of each what opening it alone says, but for the proof (FR-7). */
class TracingTest {
  private final TestGroup group = TestGroup.of("tracing", "north", "south", "east");

  private SignedMessage signed(String memberId, String text) {
    byte[] message = bytes(text);
    return new SignedMessage(0, message, group.member(memberId).sign(message).wire());
  }

  private List<Trace> trace(List<SignedMessage> batch) throws GroupSignatureException {
    return group.opening.trace(group.group, batch, group.registry);
  }

  @Test
  void namesTheSignerOfEachAndNobodyForWhatIsNotValid() throws Exception {
    Random random = new Random(3);
    List<SignedMessage> batch = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String member = List.of("north", "south", "east").get(random.nextInt(3));
      SignedMessage good = signed(member, "message " + i);
      boolean bad = random.nextInt(4) == 0;
      batch.add(bad ? new SignedMessage(0, bytes("another"), good.signature()) : good);
      expected.add(bad ? "" : member);
    }
    batch.set(7, new SignedMessage(0, bytes("m"), new byte[5]));
    expected.set(7, "");
    List<Trace> traces = trace(batch);
    assertThat(traces).hasSize(40);
    for (int i = 0; i < 40; i++) {
      String named = traces.get(i).signer().map(Registration::memberId).orElse("");
      assertThat(named).as("message %d", i).isEqualTo(expected.get(i));
      assertThat(traces.get(i).valid()).isEqualTo(!expected.get(i).isEmpty());
    }
  }

  @Test
  void saysWhatOpeningSays() throws Exception {
    SignedMessage wire = signed("south", "a");
    GroupSignature signature = GroupSignature.fromBytes(wire.signature());
    SignedMessage storage = new SignedMessage(0, wire.message(), signature.storage());
    Opening opening = group.opening.open(group.group, wire.message(), signature, group.random);
    for (Trace trace : trace(List.of(wire, storage))) {
      assertThat(trace.signer()).isEqualTo(opening.signer(group.registry)).isPresent();
    }
  }

  @Test
  void aValidSignatureOfNobodyRegisteredIsValidAndNobodys() throws Exception {
    List<SignedMessage> batch = List.of(signed("north", "a"), signed("south", "b"));
    List<Trace> traces = group.opening.trace(group.group, batch, group.registry.without("north"));
    assertThat(traces.get(0).valid()).isTrue();
    assertThat(traces.get(0).signer()).isEmpty();
    assertThat(traces.get(1).signer()).map(Registration::memberId).contains("south");
  }

  @Test
  void everyMessageIsTracedInItsOwnEpoch() throws Exception {
    EpochUpdate update =
        group.issuing.nextEpoch(group.group, group.registry.without("south"), group.random);
    MemberKey north = group.member("north").advance(update).orElseThrow();
    byte[] message = bytes("later");
    SignedMessage before = signed("south", "before");
    SignedMessage later = new SignedMessage(1, message, north.sign(message).wire());
    List<SignedMessage> batch =
        List.of(before, later, new SignedMessage(1, before.message(), before.signature()));
    List<Trace> traces = group.opening.trace(update.verify(group.group), batch, group.registry);
    assertThat(traces)
        .extracting(trace -> trace.signer().map(Registration::memberId).orElse("nobody"))
        .containsExactly("south", "north", "nobody");
    assertThat(traces.get(2).valid()).isFalse();
  }

  @Test
  void onlyTheGroupsOpenerTracesAndBatchesAreBounded() throws Exception {
    assertThat(trace(List.of())).isEmpty();
    OpeningKey other = OpeningKey.generate(group.group.parameters(), group.random);
    List<SignedMessage> one = List.of(signed("north", "a"));
    assertReason(Reason.WRONG_GROUP, () -> other.trace(group.group, one, group.registry));
    List<SignedMessage> tooMany = Collections.nCopies(BatchVerifier.MAX_BATCH + 1, one.get(0));
    assertThatThrownBy(() -> trace(tooMany)).isInstanceOf(IllegalArgumentException.class);
    group.opening.destroy();
    assertThatThrownBy(() -> trace(one)).isInstanceOf(IllegalStateException.class);
  }
}
