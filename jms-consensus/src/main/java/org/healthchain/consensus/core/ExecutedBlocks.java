package org.healthchain.consensus.core;

import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.pacing.Pace;

/** What follows when the host has executed a block. */
final class ExecutedBlocks {
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Rules rules;
  private final Pool pool;
  private final Pace pace;
  private final Checkpoints checkpoints;
  private final EpochChange epochChange;
  private final Execution execution;

  ExecutedBlocks(
      Owners owners,
      Step step,
      Rules rules,
      Pool pool,
      Pace pace,
      Checkpoints checkpoints,
      EpochChange epochChange,
      Execution execution) {
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.rules = rules;
    this.pool = pool;
    this.pace = pace;
    this.checkpoints = checkpoints;
    this.epochChange = epochChange;
    this.execution = execution;
  }

  void onExecuted(Input.Executed executed) {
    SequenceNumber height = executed.height();
    if (!standing.awaits(height)) {
      rules.executedUnasked(height);
      return;
    }
    Slot slot = slots.at(height);
    if (slot.hasPrePrepare()) {
      pace.took(step.nowMillis() - slot.acceptedMillis());
    }
    standing.executed(height, executed.headerHash());
    pool.ordered(slot.decided().orElseThrow().proposal().batches());
    checkpoints.castVote(height, executed.headerHash());
    executed.nextMembership().ifPresent(next -> epochChange.enter(next, height.next()));
    checkpoints.forgetSettled();
    execution.executeNext();
  }
}
