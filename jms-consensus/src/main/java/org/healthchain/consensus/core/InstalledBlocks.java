package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;

/** What follows when the host has installed fetched blocks, perhaps over several epochs. */
final class InstalledBlocks {
  private final Standing standing;
  private final StateTransfer transfer;
  private final Lag lag;
  private final Pool pool;
  private final Epochs epochs;
  private final EpochChange epochChange;
  private final Checkpoints checkpoints;
  private final Consequences consequences;

  /** Parts that move on when the ledger has. */
  record Consequences(Learning learning, Patience patience, Execution execution) {}

  InstalledBlocks(
      Standing standing,
      StateTransfer transfer,
      Lag lag,
      Pool pool,
      Epochs epochs,
      EpochChange epochChange,
      Checkpoints checkpoints,
      Consequences consequences) {
    this.standing = standing;
    this.transfer = transfer;
    this.lag = lag;
    this.pool = pool;
    this.epochs = epochs;
    this.epochChange = epochChange;
    this.checkpoints = checkpoints;
    this.consequences = consequences;
  }

  void onInstalled(ChainState state, List<Digest> ordered) {
    transfer.installed(state);
    pool.ordered(ordered);
    state
        .certified()
        .filter(c -> c.height().value() > standing.certifiedHeight())
        .ifPresent(c -> checkpoints.advanceTo(Optional.of(c)));
    epochChange.install(state);
    if (!standing.handedOver() && !standing.atHandover()) {
      epochs.handOver();
    }
    checkpoints.castVote(state.height(), state.headerHash());
    checkpoints.forgetSettled();
    consequences.learning().onCertified();
    consequences.patience().onProgress();
    lag.update();
    consequences.execution().executeNext();
  }
}
