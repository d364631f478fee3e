package org.healthchain.consensus.core;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.VotePhase;
import org.healthchain.consensus.pacing.Pace;

/** The state that the parts of the protocol share, and the parts. */
final class Replica {
  private final IntFunction<PbftConfig> configs;
  PbftConfig config;
  final ReplicaId self;
  final Statements statements;
  final PbftCore.Ports ports;
  final Set<Mutation> mutations;
  final Effects effects;
  final Certificates certificates;
  final Pool pool;

  /** Of orders, from the proposal that this replica made or took to its execution here. */
  final Pace pace = new Pace();

  long nowMillis;

  // The epoch and the view.
  Membership membership;
  SequenceNumber epochFirst;
  View view = View.ZERO;
  boolean active = true;
  Optional<NewView> newView = Optional.empty();

  /** Up to here the new-view fixed the proposals; the primary is free above. */
  long newViewTop;

  // How far this replica is.
  SequenceNumber lastExecuted;
  Digest lastHeaderHash;
  boolean executing;
  private Optional<CheckpointCertificate> certified;
  private long certifiedHeight;

  /**
   * Whether the last block of the former epoch has the commit certificate of those who ordered it.
   * Nothing of this epoch is executed before: whoever comes later can trust the new members only
   * because the old ones vouch for that block, and the old ones may be gone tomorrow.
   */
  boolean handedOver;

  /** Slots of this epoch above the blocks that are both executed here and certified. */
  final TreeMap<Long, Slot> slots = new TreeMap<>();

  /** Decisions of earlier epochs that have no commit certificate yet, for laggards. */
  final TreeMap<Long, CommittedProof> earlierDecisions = new TreeMap<>();

  final Ordering ordering;
  final Votes votes;
  final Execution execution;
  final Checkpoints checkpoints;
  final Epochs epochs;
  final ViewChanges viewChanges;
  final Watch watch;
  final Beacons beacons;
  final StateTransfer stateTransfer;
  final Learning learning;
  final Stash stash;
  final Router router;
  final Timers timers;

  Replica(
      IntFunction<PbftConfig> configs,
      Digest chainId,
      ReplicaId self,
      PbftCore.Ports ports,
      ChainState state,
      Set<Mutation> mutations) {
    this.configs = configs;
    config = configs.apply(state.membership().n());
    this.self = self;
    this.ports = ports;
    this.mutations = mutations.isEmpty() ? Set.of() : EnumSet.copyOf(mutations);
    statements = new Statements(chainId);
    effects = new Effects(mutations.contains(Mutation.VOTE_BEFORE_PERSIST));
    certificates =
        new Certificates(
            ports.verifier(),
            mutations.contains(Mutation.VOTER_COUNTED_TWICE),
            mutations.contains(Mutation.QUORUM_2F_PLUS_1));
    pool = new Pool(config.maxPoolBatches());
    membership = state.membership();
    epochFirst = state.epochFirst();
    newViewTop = epochFirst.value() - 1;
    lastExecuted = state.height();
    lastHeaderHash = state.headerHash();
    certified(state.certified());
    handedOver = epochFirst.value() == 1 || !atHandover() || certifiedAt(lastExecuted);
    ordering = new Ordering(this);
    votes = new Votes(this);
    execution = new Execution(this);
    checkpoints = new Checkpoints(this);
    epochs = new Epochs(this, state);
    viewChanges = new ViewChanges(this);
    watch = new Watch(this);
    beacons = new Beacons(this);
    stateTransfer = new StateTransfer(this);
    learning = new Learning(this);
    stash = new Stash(this);
    router = new Router(this);
    timers = new Timers(this);
  }

  /** The new membership brings its own configuration: all who are in its epoch have the same. */
  void membership(Membership next) {
    PbftConfig own = configs.apply(next.n());
    if (own.windowBlocks() != config.windowBlocks()) {
      throw new IllegalStateException("a window of " + own.windowBlocks() + " in the next epoch");
    }
    membership = next;
    config = own;
  }

  boolean mutated(Mutation mutation) {
    return mutations.contains(mutation);
  }

  boolean isMember() {
    return membership.contains(self);
  }

  /** This replica's position in the membership; it must be a member. */
  int selfIndex() {
    return membership.indexOf(self).getAsInt();
  }

  /** Whether this replica takes part in votes at all. */
  boolean mayVote() {
    return isMember() && learning.votes() && !epochs.behindOwnLog();
  }

  ReplicaId primary() {
    return membership.primary(view);
  }

  boolean isPrimary() {
    return primary().equals(self);
  }

  boolean collectorMode() {
    return membership.voteScheme() == SignatureScheme.BLS;
  }

  /** The last block with a commit certificate, executed here or not. */
  Optional<CheckpointCertificate> certified() {
    return certified;
  }

  void certified(Optional<CheckpointCertificate> certificate) {
    certified = certificate;
    certifiedHeight = certificate.map(c -> c.height().value()).orElse(0L);
  }

  /** The height of the last certified block. */
  long certifiedHeight() {
    return certifiedHeight;
  }

  /** Whether the last block of the former epoch is the last one executed here. */
  boolean atHandover() {
    return lastExecuted.next().equals(epochFirst);
  }

  /** Whether the newest certificate known is that block's. */
  boolean certifiedAt(SequenceNumber height) {
    return certifiedHeight == height.value();
  }

  /** At and below this sequence number nothing is voted on any more. */
  long lowWatermark() {
    return Math.max(certifiedHeight(), epochFirst.value() - 1);
  }

  /** Above this sequence number nothing is voted on yet. */
  long highWatermark() {
    return certifiedHeight() + config.windowBlocks();
  }

  /** The commit certificate that a view-change of this epoch starts from. */
  Optional<CheckpointCertificate> stableOfThisEpoch() {
    return certified.filter(
        c -> c.epoch() == membership.epoch() && c.height().compareTo(epochFirst) >= 0);
  }

  Bytes signVote(VotePhase phase, SequenceNumber sequenceNumber, Digest digest) {
    return sign(
        membership,
        membership.voteScheme(),
        statements.vote(phase, membership.epoch(), view, sequenceNumber, digest));
  }

  /** Signs with the key that this replica has in a membership; it must be a member. */
  Bytes sign(Membership of, SignatureScheme scheme, byte[] statement) {
    Bytes key = of.member(of.indexOf(self).getAsInt()).keyFor(scheme);
    return ports.signer().sign(scheme, key, statement);
  }

  /** The slot of a sequence number within reach; makes it when new. */
  Slot slot(SequenceNumber sequenceNumber) {
    return slots.computeIfAbsent(
        sequenceNumber.value(),
        key ->
            new Slot(
                sequenceNumber,
                votes.box(VotePhase.PREPARE, sequenceNumber),
                votes.box(VotePhase.COMMIT, sequenceNumber)));
  }

  /** Whether slots are kept for this sequence number. */
  boolean inReach(SequenceNumber sequenceNumber) {
    long value = sequenceNumber.value();
    return value >= epochFirst.value()
        && value > Math.min(certifiedHeight(), lastExecuted.value())
        && value <= highWatermark();
  }

  void reject(ReplicaId sender, Refusal reason) {
    effects.command(new Command.Rejected(sender, reason));
  }
}
