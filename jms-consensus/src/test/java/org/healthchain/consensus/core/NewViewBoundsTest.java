package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md §5, R3, with a window of 10 blocks. */
class NewViewBoundsTest {
  private static final QuorumCertificate PROOF =
      new QuorumCertificate(
          SignatureScheme.ED25519, 0, MemberSet.ofBytes(new byte[] {7}), Bytes.EMPTY);

  private final NewViewBounds bounds = new NewViewBounds(new SequenceNumber(1), 10, 10);

  @Test
  void basesLessThanAWindowApartFit() {
    assertThat(bounds.fit(List.of(from(31), from(40), from(35)))).isTrue();
  }

  @Test
  void aBaseAWindowBelowTheHighestDoesNotFit() {
    assertThat(bounds.fit(List.of(from(30), from(40), from(40)))).isFalse();
  }

  @Test
  void whoHasNothingStableSpeaksFromBeforeTheEpoch() {
    assertThat(bounds.fit(List.of(nothingStable(), from(9)))).isTrue();
    assertThat(bounds.fit(List.of(nothingStable(), from(10)))).isFalse();
    NewViewBounds later = new NewViewBounds(new SequenceNumber(31), 10, 10);
    assertThat(later.fit(List.of(nothingStable(), from(39)))).isTrue();
  }

  @Test
  void aCertificateFurtherThanAWindowAboveTheHighestBaseDoesNotFit() {
    assertThat(bounds.fit(List.of(from(38, 39, 50), from(40)))).isTrue();
    assertThat(bounds.fit(List.of(from(38, 39, 51), from(40)))).isFalse();
  }

  @Test
  void theNewPrimaryLeavesOutWhatIsTooOld() {
    assertThat(chosen(3, from(12), from(40), from(38), from(41))).containsExactly(1, 2, 3);
  }

  @Test
  void ofManyItTakesThoseThatHaveComeFurthest() {
    assertThat(chosen(3, from(40), from(37), from(41), from(42))).containsExactly(0, 2, 3);
  }

  @Test
  void oneThatIsFarAheadOfAllOthersIsLeftOutToo() {
    assertThat(chosen(3, from(90), from(40), from(38), from(41))).containsExactly(1, 2, 3);
  }

  @Test
  void oneWithACertificateThatNobodyElseReachesIsLeftOut() {
    assertThat(chosen(3, from(40, 60), from(40), from(38), from(41))).containsExactly(1, 2, 3);
  }

  @Test
  void aboveTheirReachThereIsNoNewView() {
    assertThat(chosen(3, from(10), from(25), from(40), from(41))).isEmpty();
    assertThat(chosen(3, from(40), from(41))).isEmpty();
  }

  @Test
  void whateverIsChosenFits() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(5);
    int found = 0;
    for (int run = 0; run < 2_000; run++) {
      List<NewView.Signed> candidates = new ArrayList<>();
      for (int id = 0; id < 7; id++) {
        long base = random.nextLong(40);
        candidates.add(
            signed(
                id,
                random.nextBoolean() ? from(base) : from(base, base + 1 + random.nextLong(20))));
      }
      List<NewView.Signed> five = bounds.choose(candidates, 5);
      if (!five.isEmpty()) {
        found++;
        assertThat(five).hasSize(5);
        assertThat(bounds.fit(five.stream().map(NewView.Signed::viewChange).toList())).isTrue();
      }
    }
    assertThat(found).isBetween(50, 1_950);
  }

  private List<Integer> chosen(int count, ViewChange... viewChanges) {
    List<NewView.Signed> candidates = new ArrayList<>();
    for (int id = 0; id < viewChanges.length; id++) {
      candidates.add(signed(id, viewChanges[id]));
    }
    return bounds.choose(candidates, count).stream().map(one -> one.sender().value()).toList();
  }

  private static NewView.Signed signed(int id, ViewChange viewChange) {
    return new NewView.Signed(new ReplicaId(id), viewChange);
  }

  private static ViewChange nothingStable() {
    return viewChange(Optional.empty());
  }

  private static ViewChange from(long base, long... prepared) {
    return viewChange(
        Optional.of(new CheckpointCertificate(new SequenceNumber(base), Digest.ZERO, PROOF)),
        prepared);
  }

  private static ViewChange viewChange(Optional<CheckpointCertificate> stable, long... prepared) {
    List<PreparedProof> proofs = new ArrayList<>();
    for (long number : prepared) {
      proofs.add(new PreparedProof(View.ZERO, new SequenceNumber(number), Digest.ZERO, PROOF));
    }
    return new ViewChange(0, new View(1), stable, proofs, List.of(), Bytes.EMPTY);
  }
}
