package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.simulation.FakeCrypto;
import org.junit.jupiter.api.Test;

/** The owners of a replica's state refuse what would break their invariants. */
class OwnersTest {
  private static final ReplicaId SELF = new ReplicaId(1);
  private static final Digest HASH = Digest.sha256(new byte[] {1});
  private static final SequenceNumber ONE = new SequenceNumber(1);

  private final ChainState genesis = ChainState.genesis(Digest.ZERO, of(0));
  private final CurrentView current = new CurrentView(n -> PbftConfig.standard(), SELF, genesis);
  private final Standing standing = new Standing(current, genesis);
  private final SlotTable slots = slotTable();

  private SlotTable slotTable() {
    PbftCore.Ports ports = new FakeCrypto().ports(SELF.value());
    Statements statements = new Statements(Digest.ZERO);
    Certificates certificates = new Certificates(ports.verifier(), statements, new Rules());
    VoteBoxes boxes = new VoteBoxes(current, certificates, ports.aggregator(), statements);
    return new SlotTable(current, standing, boxes);
  }

  private static Membership of(int epoch) {
    List<Member> members = new ArrayList<>();
    for (int id = 0; id < 4; id++) {
      members.add(
          new Member(
              new ReplicaId(id),
              FakeCrypto.publicKey(id, 0, SignatureScheme.ED25519),
              FakeCrypto.publicKey(id, 0, SignatureScheme.BLS)));
    }
    return Membership.of(epoch, members);
  }

  private static QuorumCertificate certificate() {
    return new QuorumCertificate(
        SignatureScheme.ED25519, 0, MemberSet.ofBytes(new byte[] {7}), Bytes.EMPTY);
  }

  private static Optional<CheckpointCertificate> certified(long height) {
    return Optional.of(new CheckpointCertificate(new SequenceNumber(height), HASH, certificate()));
  }

  private static NewView newView(int epoch, long view) {
    return new NewView(epoch, new View(view), List.of(), List.of(), Bytes.EMPTY);
  }

  private static void isRefused(Runnable change) {
    assertThatThrownBy(change::run).isInstanceOf(IllegalStateException.class);
  }

  // ---- the view

  @Test
  void noViewIsLeftForALowerOne() {
    current.leaveFor(new View(3));
    assertThat(current.active()).isFalse();
    isRefused(() -> current.leaveFor(new View(3)));
    isRefused(() -> current.leaveFor(new View(2)));
    assertThat(current.view()).isEqualTo(new View(3));
  }

  @Test
  void noLowerViewAndNoneOfAnotherEpochIsEntered() {
    current.leaveFor(new View(3));
    isRefused(() -> current.enter(newView(0, 2)));
    isRefused(() -> current.enter(newView(1, 4)));
    current.enter(newView(0, 3));
    assertThat(current.active()).isTrue();
    assertThat(current.newView()).contains(newView(0, 3));
  }

  @Test
  void anEpochBeginsInViewZeroAndNoEarlierOneIsEntered() {
    current.leaveFor(new View(3));
    current.enterEpoch(of(1), new SequenceNumber(6));
    assertThat(current.view()).isEqualTo(View.ZERO);
    assertThat(current.active()).isTrue();
    assertThat(current.newViewTop()).isEqualTo(5);
    isRefused(() -> current.enterEpoch(of(1), new SequenceNumber(9)));
    isRefused(() -> current.enterEpoch(of(2), new SequenceNumber(6)));
  }

  // ---- the standing

  @Test
  void theWatermarksNeverGoBack() {
    standing.certified(certified(5));
    assertThat(standing.lowWatermark()).isEqualTo(5);
    assertThat(standing.highWatermark()).isEqualTo(5 + current.config().windowBlocks());
    isRefused(() -> standing.certified(certified(4)));
    isRefused(() -> standing.certified(Optional.empty()));
    assertThat(standing.lowWatermark()).isEqualTo(5);
  }

  @Test
  void theHostExecutesOneBlockAtATimeAndNoneUnasked() {
    isRefused(() -> standing.executed(ONE, HASH));
    standing.beginExecution();
    isRefused(standing::beginExecution);
    isRefused(standing::beginFetch);
    isRefused(() -> standing.executed(ONE.next(), HASH));
    standing.executed(ONE, HASH);
    assertThat(standing.lastExecuted()).isEqualTo(ONE);
    assertThat(standing.lastHeaderHash()).isEqualTo(HASH);
    assertThat(standing.executing()).isFalse();
  }

  @Test
  void blocksAreInstalledWhenAskedForAndTheLedgerNeverGoesBack() {
    ChainState two = new ChainState(ONE.next(), HASH, of(0), of(0), ONE, Optional.empty());
    isRefused(() -> standing.installed(two));
    standing.beginFetch();
    isRefused(standing::beginExecution);
    standing.installed(two);
    assertThat(standing.lastExecuted()).isEqualTo(ONE.next());
    standing.beginFetch();
    isRefused(() -> standing.installed(genesis));
  }

  @Test
  void anEpochIsHandedOverOnceAndNotBeforeItsLastBlockIsCertified() {
    standing.beginExecution();
    standing.executed(ONE, HASH);
    current.enterEpoch(of(1), ONE.next());
    standing.epochEntered();
    isRefused(standing::handOver);
    standing.certified(certified(1));
    standing.handOver();
    assertThat(standing.handedOver()).isTrue();
    isRefused(standing::handOver);
  }

  // ---- the slots

  private static Proposal proposal(int seed) {
    return new Proposal(View.ZERO, ONE, 0, List.of(Digest.sha256(new byte[] {(byte) seed})));
  }

  private Slot accepted(Set<Digest> missing) {
    Slot slot = slots.at(ONE);
    PrePrepare message = new PrePrepare(0, View.ZERO, proposal(2), Bytes.EMPTY);
    slot.accept(message, message.proposal().digest(), missing, 0);
    return slot;
  }

  @Test
  void nothingIsPreparedWithoutItsBatches() {
    isRefused(slots.at(ONE)::votePrepare);
    Slot slot = accepted(Set.of(HASH));
    isRefused(slot::votePrepare);
    assertThat(slot.held(HASH)).isTrue();
    slot.votePrepare();
    assertThat(slot.voted(VotePhase.PREPARE)).isTrue();
  }

  @Test
  void nothingIsCommittedThatWasNotPreparedHere() {
    Slot slot = accepted(Set.of());
    PreparedProof proof = new PreparedProof(View.ZERO, ONE, slot.digest(), certificate());
    isRefused(() -> slot.voteCommit(proof));
    slot.votePrepare();
    isRefused(() -> slot.voteCommit(new PreparedProof(View.ZERO, ONE, HASH, certificate())));
    slot.voteCommit(proof);
    assertThat(slot.prepared()).contains(proof);
  }

  @Test
  void aDecisionNeverChanges() {
    Slot slot = slots.at(ONE);
    slot.decided(new CommittedProof(View.ZERO, proposal(2), certificate()));
    slot.decided(new CommittedProof(new View(1), proposal(2), certificate()));
    isRefused(() -> slot.decided(new CommittedProof(new View(1), proposal(3), certificate())));
  }

  @Test
  void decisionsOutliveTheirEpochUntilTheyAreCertified() {
    CommittedProof decision = new CommittedProof(View.ZERO, proposal(2), certificate());
    slots.at(ONE).decided(decision);
    slots.at(ONE.next());
    slots.endEpoch(ONE.next());
    assertThat(slots.all()).isEmpty();
    assertThat(slots.decisionsAbove(0, 8)).containsExactly(decision);
    standing.certified(certified(1));
    slots.forgetSettled();
    assertThat(slots.decisionsAbove(0, 8)).isEmpty();
  }
}
