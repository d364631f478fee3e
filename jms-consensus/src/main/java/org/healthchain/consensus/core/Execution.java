package org.healthchain.consensus.core;

/** Hands committed proposals to the host, in order and one at a time. */
final class Execution {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final Learning learning;
  private final Rules rules;

  Execution(Owners owners, Step step, Learning learning, Rules rules) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.learning = learning;
    this.rules = rules;
  }

  /**
   * Executes the next sequence number if it is decided, the host is free and the former epoch is
   * certified to its end. An observer does not: nobody sends it batches, it fetches whole blocks.
   * Neither does a replica whose operator ended the epoch: what its ledger holds has been told.
   */
  void executeNext() {
    boolean early = !standing.handedOver() && rules.awaitsHandover();
    if (!takesPart() || standing.executing() || standing.fetching() || early) {
      return;
    }
    slots
        .decision(standing.lastExecuted().next())
        .ifPresent(
            proof -> {
              standing.beginExecution();
              step.command(new Command.Execute(current.epoch(), proof.proposal()));
            });
  }

  private boolean takesPart() {
    return current.isMember() && !learning.hasEnded(current.epoch());
  }

  /** Whether what comes next can be executed here as soon as the host is free. */
  boolean nextIsDecided() {
    return takesPart() && slots.decision(standing.lastExecuted().next()).isPresent();
  }
}
