package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.simulation.FakeCrypto;
import org.junit.jupiter.api.Test;

/** What comes before its view costs little, whoever sends however much of it. */
class StashTest {
  private static final ReplicaId LIAR = new ReplicaId(0);
  private static final ReplicaId OTHER = new ReplicaId(2);
  private static final View NEXT = new View(1);
  private static final PeerLimits LIMITS =
      PeerLimits.builder().stashBytesPerMember(256 << 10).stashBytes(512 << 10).build();

  private final Membership membership = Membership.of(0, members());
  private final CurrentView current =
      new CurrentView(
          n -> PbftConfig.builder().peerLimits(LIMITS).build(),
          new ReplicaId(1),
          ChainState.genesis(Digest.ZERO, membership));
  private final Step step = new Step(0, false);
  private final Stash stash = new Stash(current, step);
  private final List<Input.Received> heard = new ArrayList<>();

  private static List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int id = 0; id < 4; id++) {
      members.add(
          new Member(
              new ReplicaId(id),
              FakeCrypto.publicKey(id, 0, SignatureScheme.ED25519),
              FakeCrypto.publicKey(id, 0, SignatureScheme.BLS)));
    }
    return members;
  }

  private static Prepare prepare(long number, View view) {
    return new Prepare(
        0, view, new SequenceNumber(number), Digest.sha256(new byte[] {1}), Bytes.of(new byte[64]));
  }

  /** Some 33 KB, of which nothing can be checked yet. */
  private static PrePrepare longPrePrepare(int number) {
    List<Digest> batches = new ArrayList<>();
    for (int i = 0; i < Proposal.MAX_BATCHES; i++) {
      batches.add(Digest.sha256(new byte[] {(byte) number, (byte) i, (byte) (i >> 8)}));
    }
    Proposal proposal = new Proposal(NEXT, new SequenceNumber(number), 1, batches);
    return new PrePrepare(0, NEXT, proposal, Bytes.of(new byte[64]));
  }

  /** The longest certificate that the codec lets pass: a million bytes with sixteen of them. */
  private static CollectedVotes fat(int number, int riding) {
    QuorumCertificate fat =
        new QuorumCertificate(
            SignatureScheme.ED25519,
            0,
            MemberSet.ofBytes(new byte[128]),
            Bytes.of(new byte[QuorumCertificate.MAX_PROOF_BYTES]));
    List<CheckpointCertificate> more = new ArrayList<>();
    for (int i = 0; i < riding; i++) {
      more.add(new CheckpointCertificate(new SequenceNumber(1000 + i), Digest.ZERO, fat));
    }
    return new CollectedVotes(
        VotePhase.COMMIT, NEXT, new SequenceNumber(number), Digest.ZERO, fat, more);
  }

  private List<ReplicaId> replayedSenders() {
    stash.deliverTo(heard::add);
    current.enter(new NewView(0, NEXT, List.of(), List.of(), Bytes.EMPTY));
    stash.replay();
    return heard.stream().map(Input.Received::sender).distinct().toList();
  }

  @Test
  void oneMembersMessagesStayWithinItsShareOfBytes() {
    for (int i = 1; i <= 200; i++) {
      assertThat(stash.keepIfAhead(LIAR, longPrePrepare(i))).isTrue();
      assertThat(stash.retainedBytes()).isLessThanOrEqualTo(LIMITS.stashBytesPerMember());
    }
    assertThat(stash.retained()).isEqualTo(7);
  }

  @Test
  void whatExceedsAWholeShareIsRefusedAndCharged() {
    assertThat(stash.keepIfAhead(LIAR, fat(5, 16))).isTrue();
    assertThat(stash.retainedBytes()).isZero();
    assertThat(step.drain().commands())
        .containsExactly(new Command.Rejected(LIAR, Refusal.TOO_LONG_TO_KEEP));
  }

  @Test
  void theNewestOfAMemberStay() {
    for (int i = 1; i <= 100; i++) {
      stash.keepIfAhead(OTHER, prepare(i, NEXT));
    }
    assertThat(replayedSenders()).containsExactly(OTHER);
    assertThat(heard).hasSize(Stash.MAX_MESSAGES_PER_MEMBER);
    assertThat(heard.get(0).message()).isEqualTo(prepare(37, NEXT));
    assertThat(heard.get(63).message()).isEqualTo(prepare(100, NEXT));
  }

  @Test
  void whoTakesMostGivesWayAndTheOthersVotesAreHeard() {
    stash.keepIfAhead(OTHER, prepare(1, NEXT));
    for (int id : new int[] {0, 3, 1}) { // this replica's own number stands for a fourth liar
      for (int i = 1; i <= 50; i++) {
        stash.keepIfAhead(new ReplicaId(id), longPrePrepare(i));
        assertThat(stash.retainedBytes()).isLessThanOrEqualTo(LIMITS.stashBytes());
      }
    }
    assertThat(replayedSenders()).contains(OTHER);
  }

  @Test
  void replayingEmptiesTheAccounts() {
    stash.keepIfAhead(LIAR, longPrePrepare(1));
    int bytes = MessageCodec.encode(longPrePrepare(1)).length;
    assertThat(stash.retainedBytes()).isEqualTo(bytes);
    assertThat(replayedSenders()).containsExactly(LIAR);
    assertThat(stash.retainedBytes()).isZero();
    assertThat(stash.retained()).isZero();
  }

  @Test
  void whatIsNotAheadOrOfAStrangerIsNotKept() {
    assertThat(stash.keepIfAhead(OTHER, prepare(1, View.ZERO))).isFalse();
    assertThat(stash.keepIfAhead(OTHER, prepare(1, new View(3)))).isFalse();
    assertThat(stash.keepIfAhead(new ReplicaId(9), prepare(1, NEXT))).isFalse();
    assertThat(stash.retained()).isZero();
  }

  @Test
  void aShareThatHoldsNoProposalIsNoShare() {
    assertThatThrownBy(() -> PeerLimits.builder().stashBytesPerMember(1_000).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PeerLimits.builder().stashBytes(1_000).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
