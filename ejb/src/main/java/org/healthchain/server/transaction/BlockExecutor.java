package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Executes ordered transactions: pure and deterministic, so that every node gets the same header
 * (Castro and Liskov 1999, §4: replicated state machine).
 */
public final class BlockExecutor {
  private final Hash chainId;

  public BlockExecutor(Hash chainId) {
    this.chainId = chainId;
  }

  /**
   * Makes the block that follows {@code parent}.
   *
   * <p>A block is never older than its parent: a null request, which has no time, takes the
   * parent's. Records are judged by the state before the block; control transactions act one upon
   * the other and are in force from the next height on. Signatures were checked when the batch
   * arrived.
   *
   * @param before state after {@code parent}
   * @param onChain tells whether an id stands in an earlier block
   */
  public BlockOutcome execute(
      BlockHeader parent,
      ConsortiumState before,
      OrderedTransactions ordered,
      Predicate<Hash> onChain) {
    BlockPlace place = BlockPlace.of(parent, ordered);
    long height = place.height();
    if (ordered.sequenceNumber() != height) {
      throw new IllegalStateException(
          "sequence number " + ordered.sequenceNumber() + " cannot follow height " + (height - 1));
    }
    List<Transaction> included = new ArrayList<>();
    List<BlockOutcome.Refused> refused = new ArrayList<>();
    Set<Hash> seen = new HashSet<>();
    ConsortiumState state = before;
    for (Transaction transaction : ordered.transactions()) {
      Hash id = transaction.id();
      RejectionReason refusal = null;
      if (seen.contains(id) || onChain.test(id)) {
        refusal = RejectionReason.REPLAYED_TRANSACTION;
      } else if (place.isRecovery() && transaction.header().kind() != TransactionKind.RECOVER) {
        refusal = RejectionReason.INAPPLICABLE_CONTROL;
      } else if (transaction.header().kind().isControl()) {
        StateChange change = control(state, transaction, place);
        state = change.state();
        refusal = change.refusal();
      } else {
        refusal = RecordRules.refusal(chainId, before, transaction.header(), place.timeMillis());
      }
      if (refusal == null) {
        seen.add(id);
        included.add(transaction);
      } else {
        refused.add(new BlockOutcome.Refused(id, refusal));
      }
    }
    state = inOneMembershipEpoch(before, state);
    BlockHeader header =
        new BlockHeader(
            chainId,
            height,
            parent.hash(),
            MerkleTree.root(included.stream().map(Transaction::leaf).toList()),
            state.equals(before) ? parent.stateRoot() : state.root(),
            ordered.originatingView(),
            ordered.sequenceNumber(),
            before.membershipEpoch(),
            place.timeMillis(),
            included.size());
    return new BlockOutcome(header, included, refused, state);
  }

  /** However many membership changes a block carries, it opens one epoch. */
  private static ConsortiumState inOneMembershipEpoch(
      ConsortiumState before, ConsortiumState after) {
    return after.membershipEpoch() <= before.membershipEpoch() + 1
        ? after
        : after.inMembershipEpoch(before.membershipEpoch() + 1);
  }

  private StateChange control(ConsortiumState state, Transaction transaction, BlockPlace place) {
    if (!transaction.header().chainId().equals(chainId)) {
      return new StateChange(state, RejectionReason.WRONG_CHAIN);
    }
    if (transaction.erased()) {
      return new StateChange(state, RejectionReason.BODY_MISMATCH);
    }
    try {
      ControlPayload payload =
          ControlPayload.decode(transaction.header().kind(), transaction.presentBody().bytes());
      return payload.applyTo(state, place);
    } catch (MalformedEncodingException e) {
      return new StateChange(state, RejectionReason.MALFORMED_MESSAGE);
    }
  }
}
