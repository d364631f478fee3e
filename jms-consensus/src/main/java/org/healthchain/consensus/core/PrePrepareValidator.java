package org.healthchain.consensus.core;

import java.util.HashSet;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.VotePhase;

/** What a backup demands of a fresh pre-prepare (Castro and Liskov 1999, §4.2). */
final class PrePrepareValidator {
  /** Empty proposals serve a learner only; a primary can't fill the ledger with them faster. */
  static final long EMPTY_PROPOSAL_INTERVAL_MILLIS = 20;

  private final CurrentView current;
  private final Step step;
  private final Verifier verifier;
  private final Statements statements;
  private long lastEmptyMillis = Long.MIN_VALUE / 2;

  PrePrepareValidator(CurrentView current, Step step, Verifier verifier, Statements statements) {
    this.current = current;
    this.step = step;
    this.verifier = verifier;
    this.statements = statements;
  }

  /** A reason to refuse, or nothing. The view and the window are right already. */
  Optional<Refusal> refuse(PrePrepare message, Digest digest) {
    Proposal proposal = message.proposal();
    if (!proposal.originatingView().equals(current.view())) {
      return Optional.of(Refusal.PRE_PREPARE_OF_ANOTHER_VIEW);
    }
    if (proposal.sequenceNumber().value() <= current.newViewTop()) {
      return Optional.of(Refusal.PRE_PREPARE_BELOW_NEW_VIEW);
    }
    if (proposal.batches().size() > current.config().maxBatchesPerProposal()
        || new HashSet<>(proposal.batches()).size() != proposal.batches().size()) {
      return Optional.of(Refusal.PRE_PREPARE_WITH_BAD_BATCHES);
    }
    if (Math.abs(proposal.timeMillis() - step.nowMillis())
        > current.config().maxClockSkewMillis()) {
      return Optional.of(Refusal.PRE_PREPARE_OF_ANOTHER_TIME);
    }
    if (!signedByPrimary(message, digest)) {
      return Optional.of(Refusal.PRE_PREPARE_BADLY_SIGNED);
    }
    if (proposal.batches().isEmpty()) {
      if (step.nowMillis() - lastEmptyMillis < EMPTY_PROPOSAL_INTERVAL_MILLIS) {
        return Optional.of(Refusal.EMPTY_PRE_PREPARES_TOO_FAST);
      }
      lastEmptyMillis = step.nowMillis();
    }
    return Optional.empty();
  }

  /** Whether the primary of the message's view signed its prepare vote for the proposal. */
  boolean signedByPrimary(PrePrepare message, Digest digest) {
    Membership membership = current.membership();
    int primary = membership.indexOf(membership.primary(message.view())).getAsInt();
    SignatureScheme scheme = membership.voteScheme();
    byte[] statement =
        statements.vote(
            VotePhase.PREPARE, message.epoch(), message.view(), message.sequenceNumber(), digest);
    return verifier.verify(
        scheme, membership.member(primary).keyFor(scheme), statement, message.signature());
  }
}
