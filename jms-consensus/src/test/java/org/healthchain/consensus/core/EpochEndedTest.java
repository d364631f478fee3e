package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.CheckpointVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.simulation.FakeCrypto;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md §6, recovery: replica 3, whose operator ended epoch 0. */
class EpochEndedTest {
  private static final Digest CHAIN = Digest.sha256(new byte[] {1});
  private static final Digest HASH = Digest.sha256(new byte[] {2});
  private static final Digest REPORT = Digest.sha256(new byte[] {3});
  private static final Statements STATEMENTS = new Statements(CHAIN);
  private static final int SELF = 3;
  private static final LogRecord VOTER = new LogRecord.Started(CHAIN, new ReplicaId(SELF), false);
  private static final LogRecord LEARNER = new LogRecord.Started(CHAIN, new ReplicaId(SELF), true);
  private static final LogRecord ENDED = new LogRecord.EpochEnded(0, 1, REPORT, Optional.empty());
  private static final Membership BEFORE = members(0);
  private static final Membership AFTER = members(1);

  private final FakeCrypto crypto = new FakeCrypto();
  private final List<LogRecord> log = new ArrayList<>();
  private final List<ConsensusMessage> sent = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final ChainState genesis = ChainState.genesis(Digest.ZERO, BEFORE);
  private long nowMillis = 1_700_000_000_000L;
  private PbftCore core;

  @Test
  void itNeitherVotesNorExecutesInTheEpochThatEnded() {
    start(genesis, VOTER, ENDED);
    receive(prePrepare(1));
    receive(decision(1));
    pass(60_000);

    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.ENDED);
    assertThat(commands).noneMatch(Command.Execute.class::isInstance);
    assertThat(sent)
        .noneMatch(Prepare.class::isInstance)
        .noneMatch(Commit.class::isInstance)
        .noneMatch(CheckpointVotes.class::isInstance)
        .noneMatch(ViewChange.class::isInstance);
    assertThat(told()).isEqualTo(Status.UNKNOWN_BOUND);
  }

  /** So the test above can fail. */
  @Test
  void withoutThePromiseItDoes() {
    start(genesis, VOTER);
    receive(prePrepare(1));
    receive(decision(1));
    pass(60_000);

    assertThat(commands).anyMatch(Command.Execute.class::isInstance);
    assertThat(sent).anyMatch(Prepare.class::isInstance);
  }

  @Test
  void itVotesForNoBlockOfThatEpochThatItFetches() {
    start(genesis, VOTER, ENDED);
    install(state(BEFORE, BEFORE, 4, Optional.empty()), 4);

    assertThat(sent).noneMatch(CheckpointVotes.class::isInstance);
    assertThat(log).contains(ENDED);
  }

  @Test
  void thePromiseOutlivesTheRewritingOfTheLogAndARestart() {
    start(genesis, VOTER, ENDED);
    start(genesis, log.toArray(new LogRecord[0]));

    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.ENDED);
  }

  @Test
  void whoseLogIsWholeVotesInTheNextEpochWhetherItReportedOrNot() {
    start(genesis, VOTER, ENDED);
    install(state(BEFORE, AFTER, 4, Optional.empty()), 4);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);

    start(genesis, VOTER);
    install(state(BEFORE, AFTER, 4, Optional.empty()), 4);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);
  }

  @Test
  void aLearnerVotesInTheEpochThatItsReportBegan() {
    start(genesis, LEARNER, ENDED);
    ChainState began = state(BEFORE, AFTER, 4, Optional.of(REPORT));
    install(began, 4);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);
    assertThat(told()).isZero();

    start(began, log.toArray(new LogRecord[0]));
    assertThat(core.status().role()).as("again").isEqualTo(ReplicaStatus.Role.BACKUP);
    assertThat(log).contains(LEARNER, ENDED, new LogRecord.VotingResumed());
  }

  @Test
  void soItDoesWhenTheBlockWasAppendedBeforeItStarted() {
    ChainState began = state(BEFORE, AFTER, 4, Optional.of(REPORT));
    start(began, LEARNER, ENDED);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.BACKUP);

    start(state(AFTER, AFTER, 9, Optional.empty()), log.toArray(new LogRecord[0]));
    assertThat(core.status().role()).as("later").isEqualTo(ReplicaStatus.Role.BACKUP);
  }

  /** Its log was lost once more after it reported: it may have voted in the new epoch by then. */
  @Test
  void aLearnerWhoseLogKnowsOfNoReportOrOfAnotherLearnsOn() {
    ChainState began = state(BEFORE, AFTER, 4, Optional.of(REPORT));
    start(began, LEARNER);
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);

    Digest later = Digest.sha256(new byte[] {4});
    start(began, LEARNER, new LogRecord.EpochEnded(0, 1, later, Optional.empty()));
    assertThat(core.status().role()).isEqualTo(ReplicaStatus.Role.LEARNER);

    start(state(BEFORE, AFTER, 4, Optional.empty()), LEARNER, ENDED);
    assertThat(core.status().role())
        .as("an epoch of its own")
        .isEqualTo(ReplicaStatus.Role.LEARNER);

    start(state(BEFORE, members(2), 4, Optional.of(REPORT)), LEARNER, ENDED);
    assertThat(core.status().role()).as("a later epoch").isEqualTo(ReplicaStatus.Role.LEARNER);
  }

  @Test
  void tooManyWithoutVotesAreSeenAsAHalt() {
    start(genesis, VOTER);
    assertThat(core.status().halted()).isFalse();
    receive(0, beacon(Status.UNKNOWN_BOUND));
    assertThat(core.status().halted()).isFalse();
    receive(1, beacon(500));
    assertThat(core.status().halted()).isTrue();
    receive(1, beacon(0));
    assertThat(core.status().halted()).isFalse();
  }

  // ---- the others

  private static Membership members(int epoch) {
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

  private Status beacon(long votesAbove) {
    return new Status(
        0, View.ZERO, true, false, SequenceNumber.GENESIS, Optional.empty(), votesAbove);
  }

  private PrePrepare prePrepare(long height) {
    Proposal proposal = new Proposal(View.ZERO, new SequenceNumber(height), nowMillis, List.of());
    byte[] statement =
        STATEMENTS.vote(
            VotePhase.PREPARE, 0, View.ZERO, proposal.sequenceNumber(), proposal.digest());
    return new PrePrepare(0, View.ZERO, proposal, sign(0, statement));
  }

  private CommittedProof decision(long height) {
    Proposal proposal = new Proposal(View.ZERO, new SequenceNumber(height), nowMillis, List.of());
    byte[] statement =
        STATEMENTS.vote(
            VotePhase.COMMIT, 0, View.ZERO, proposal.sequenceNumber(), proposal.digest());
    return new CommittedProof(View.ZERO, proposal, signed(statement));
  }

  private CheckpointCertificate certificate(long height) {
    SequenceNumber number = new SequenceNumber(height);
    return new CheckpointCertificate(number, HASH, signed(STATEMENTS.checkpoint(0, number, HASH)));
  }

  private Bytes sign(int member, byte[] statement) {
    return crypto
        .ports(member)
        .signer()
        .sign(SignatureScheme.ED25519, BEFORE.member(member).identityKey(), statement);
  }

  private QuorumCertificate signed(byte[] statement) {
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    for (int member = 0; member < 3; member++) {
      proof.writeBytes(sign(member, statement).toArray());
    }
    return new QuorumCertificate(
        SignatureScheme.ED25519,
        0,
        MemberSet.of(4, BitSet.valueOf(new long[] {0b0111})),
        Bytes.of(proof.toByteArray()));
  }

  private ChainState state(
      Membership last, Membership present, long height, Optional<Digest> ownReport) {
    return new ChainState(
        new SequenceNumber(height),
        HASH,
        last,
        present,
        new SequenceNumber(last.equals(present) ? 1 : height + 1),
        last.epoch() == 0 ? Optional.of(certificate(height)) : Optional.empty(),
        ownReport);
  }

  // ---- the replica

  private void start(ChainState ledger, LogRecord... records) {
    List<LogRecord> found = List.of(records);
    sent.clear();
    commands.clear();
    core =
        PbftCore.start(
            PbftConfig.standard(),
            CHAIN,
            new ReplicaId(SELF),
            crypto.ports(SELF),
            ledger,
            StartMode.FROM_LOG,
            found,
            nowMillis);
    pass(0);
  }

  /** A peer is further, and the host has fetched its blocks. */
  private void install(ChainState state, long height) {
    receive(0, new CheckpointProofs(List.of(certificate(height))));
    while (commands.stream().noneMatch(Command.FetchState.class::isInstance)) {
      pass(100);
    }
    take(core.step(new Input.StateInstalled(state, List.of()), nowMillis));
    pass(1);
  }

  private void receive(ConsensusMessage message) {
    receive(0, message);
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

  private long told() {
    pass(PbftConfig.standard().statusIntervalMillis());
    return sent.stream()
        .filter(Status.class::isInstance)
        .map(Status.class::cast)
        .reduce((a, b) -> b)
        .orElseThrow()
        .votesAbove();
  }
}
