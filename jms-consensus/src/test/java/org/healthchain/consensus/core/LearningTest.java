package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.RecoveryProbe;
import org.healthchain.consensus.message.RecoveryReply;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.simulation.FakeCrypto;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md §5, R1 and R2: the way of replica 3, which lost its vote log, back to voting. */
class LearningTest {
  private static final Digest CHAIN = Digest.sha256(new byte[] {1});
  private static final Digest HASH = Digest.sha256(new byte[] {2});
  private static final Statements STATEMENTS = new Statements(CHAIN);
  private static final int SELF = 3;
  private static final long L = PbftConfig.standard().windowBlocks();

  private final FakeCrypto crypto = new FakeCrypto();
  private final List<LogRecord> log = new ArrayList<>();
  private final List<ConsensusMessage> sent = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private Membership membership = members(0, 0, 1, 2, SELF);
  private ChainState ledger = ChainState.genesis(Digest.ZERO, membership);
  private long nowMillis = 1_700_000_000_000L;
  private PbftCore core = start(StartMode.LOG_LOST);

  @Test
  void theBoundIsThreeWindowsAboveTheHighestCertifiedHeightThatAQuorumTells() {
    answer(0, Optional.empty());
    answer(1, Optional.of(certificate(5)));
    assertThat(told()).as("two are no quorum").isEqualTo(Status.UNKNOWN_BOUND);

    answer(2, Optional.of(certificate(2)));

    assertThat(told()).isEqualTo(5 + 3 * L);
  }

  @Test
  void anAnswerThatDoesNotVerifyOrIsOldCountsForNothing() {
    CheckpointCertificate real = certificate(5);
    CheckpointCertificate forged =
        new CheckpointCertificate(new SequenceNumber(9), HASH, real.certificate());
    answer(0, Optional.of(forged));
    receive(1, new RecoveryReply(nonce() - 1, 0, Optional.empty()));
    answer(1, Optional.empty());
    answer(2, Optional.empty());

    assertThat(told()).isEqualTo(Status.UNKNOWN_BOUND);
  }

  @Test
  void theAnswersOfFormerMembersCountNoMoreOnceAnEpochBegins() {
    answer(0, Optional.empty());
    answer(1, Optional.empty());
    enterEpoch(members(1, SELF, 4, 5, 6), 5);

    answer(4, Optional.empty());
    assertThat(told()).as("one of the new ones").isEqualTo(Status.UNKNOWN_BOUND);
    answer(5, Optional.empty());
    answer(6, Optional.empty());

    assertThat(told()).isEqualTo(5 + 3 * L);
  }

  @Test
  void aBoundOfTheFormerEpochHoldsNoMoreNotEvenAfterARestart() {
    answerAll();
    assertThat(told()).isEqualTo(3 * L);
    enterEpoch(members(1, SELF, 4, 5, 6), 5);
    assertThat(told()).isEqualTo(Status.UNKNOWN_BOUND);

    List<LogRecord> older = new ArrayList<>();
    older.add(new LogRecord.Started(CHAIN, new ReplicaId(SELF), true));
    older.add(new LogRecord.LearnerBound(0, new SequenceNumber(3 * L)));
    log.clear();
    log.addAll(older);
    core = start(StartMode.FROM_LOG);

    assertThat(told()).isEqualTo(Status.UNKNOWN_BOUND);
  }

  @Test
  void aBoundSurvivesARestart() {
    answerAll();
    core = start(StartMode.FROM_LOG);

    assertThat(told()).isEqualTo(3 * L);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);
  }

  @Test
  void aLearnerAnswersNoProbeAndAVoterDoes() {
    assertThat(answersAProbe()).isFalse();
    core = start(StartMode.NEVER_VOTED);
    assertThat(answersAProbe()).isTrue();
  }

  @Test
  void aCertificateAtTheBoundDoesNotLetItVoteAndADecisionDoes() {
    answerAll();
    receive(0, new CheckpointProofs(List.of(certificate(3 * L))));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);
    assertThat(told()).as("one block more, please").isEqualTo(3 * L + 1);

    receive(0, decision(0, 3 * L + 1));

    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);
    assertThat(told()).isZero();
  }

  @Test
  void aDecisionBelowTheBoundDoesNotLetItVote() {
    answerAll();
    receive(0, new CheckpointProofs(List.of(certificate(3 * L - 2))));
    receive(0, decision(0, 3 * L - 1));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);

    receive(0, decision(0, 3 * L));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);
  }

  @Test
  void aDecisionOfALaterViewDoesNotLetItVoteInThisOne() {
    answerAll();
    receive(0, new CheckpointProofs(List.of(certificate(3 * L))));
    receive(0, decision(2, 3 * L + 1));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);

    receive(0, decision(0, 3 * L + 2));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);
  }

  // ---- the others

  private static Membership members(int epoch, int... ids) {
    List<Member> members = new ArrayList<>();
    for (int id : ids) {
      members.add(
          new Member(
              new ReplicaId(id),
              FakeCrypto.publicKey(id, 0, SignatureScheme.ED25519),
              FakeCrypto.publicKey(id, 0, SignatureScheme.BLS)));
    }
    return Membership.of(epoch, members);
  }

  /** Of the first three members. */
  private QuorumCertificate signed(byte[] statement) {
    byte[] proof = new byte[0];
    for (int index = 0; index < 3; index++) {
      Member member = membership.member(index);
      byte[] one =
          crypto
              .ports(member.id().value())
              .signer()
              .sign(SignatureScheme.ED25519, member.identityKey(), statement)
              .toArray();
      byte[] longer = java.util.Arrays.copyOf(proof, proof.length + one.length);
      System.arraycopy(one, 0, longer, proof.length, one.length);
      proof = longer;
    }
    MemberSet signers = MemberSet.of(4, BitSet.valueOf(new long[] {0b0111}));
    return new QuorumCertificate(
        SignatureScheme.ED25519, membership.epoch(), signers, Bytes.of(proof));
  }

  private CheckpointCertificate certificate(long height) {
    SequenceNumber number = new SequenceNumber(height);
    return new CheckpointCertificate(
        number, HASH, signed(STATEMENTS.checkpoint(membership.epoch(), number, HASH)));
  }

  private CommittedProof decision(long view, long height) {
    SequenceNumber number = new SequenceNumber(height);
    Proposal proposal = new Proposal(View.ZERO, number, nowMillis, List.of());
    byte[] statement =
        STATEMENTS.vote(
            VotePhase.COMMIT, membership.epoch(), new View(view), number, proposal.digest());
    return new CommittedProof(new View(view), proposal, signed(statement));
  }

  private void answer(int from, Optional<CheckpointCertificate> certified) {
    receive(from, new RecoveryReply(nonce(), membership.epoch(), certified));
  }

  private void answerAll() {
    for (int id : new int[] {0, 1, 2}) {
      answer(id, Optional.empty());
    }
  }

  // ---- the learner

  private PbftCore start(StartMode mode) {
    core =
        PbftCore.start(
            PbftConfig.standard(),
            CHAIN,
            new ReplicaId(SELF),
            crypto.ports(SELF),
            ledger,
            mode,
            mode == StartMode.FROM_LOG ? List.copyOf(log) : List.of(),
            nowMillis);
    pass(0);
    return core;
  }

  /** Fetches blocks up to the one that changes the membership. */
  private void enterEpoch(Membership next, long height) {
    CheckpointCertificate last = certificate(height);
    receive(0, new CheckpointProofs(List.of(last)));
    while (commands.stream().noneMatch(Command.FetchState.class::isInstance)) {
      pass(100);
    }
    Membership former = membership;
    membership = next;
    ledger =
        new ChainState(
            new SequenceNumber(height),
            HASH,
            former,
            next,
            new SequenceNumber(height + 1),
            Optional.of(last));
    take(core.step(new Input.StateInstalled(ledger, List.of()), nowMillis));
    pass(1);
  }

  private void receive(int from, ConsensusMessage message) {
    take(core.step(new Input.Received(new ReplicaId(from), message), nowMillis));
    pass(1);
  }

  private void pass(long millis) {
    nowMillis += millis;
    take(core.tick(nowMillis));
  }

  private void take(Output output) {
    if (output.rewriteLog()) {
      log.clear();
    }
    log.addAll(output.log());
    output.sends().forEach(send -> sent.add(send.message()));
    commands.addAll(output.commands());
  }

  private <T> Optional<T> last(Class<T> type) {
    return sent.stream().filter(type::isInstance).map(type::cast).reduce((a, b) -> b);
  }

  private long nonce() {
    return last(RecoveryProbe.class).orElseThrow().nonce();
  }

  /** What its last beacon says of its bound. */
  private long told() {
    pass(PbftConfig.standard().statusIntervalMillis());
    return last(Status.class).orElseThrow().votesAbove();
  }

  private boolean answersAProbe() {
    sent.clear();
    receive(0, new RecoveryProbe(77));
    return last(RecoveryReply.class).isPresent();
  }
}
