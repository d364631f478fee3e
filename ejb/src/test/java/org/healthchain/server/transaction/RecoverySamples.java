package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Recoveries of an epoch 0 of four members, upon a block at height 7. */
public final class RecoverySamples {
  public static final long TIME = Samples.NOON_MILLIS + 9_000;

  public final Samples samples = new Samples(61);
  public final ConsortiumState state = samples.state(4);
  public final BlockHeader base = base(state, 7);

  public static BlockHeader base(ConsortiumState state, long height) {
    Hash any = Hash.sha256(new byte[] {(byte) height});
    return new BlockHeader(
        Samples.CHAIN, height, any, any, state.root(), 0, height, 0, Samples.NOON_MILLIS, 0);
  }

  /** What that member's operator says at the first attempt, with no votes before. */
  public RecoveryReport report(int memberId, long tipHeight, Hash tipHash) {
    return report(memberId, tipHeight, tipHash, 1, Optional.empty());
  }

  public RecoveryReport report(
      int memberId,
      long tipHeight,
      Hash tipHash,
      int attempt,
      Optional<RecoveryReport.Vote> voted) {
    return unsigned(memberId, tipHeight, tipHash, voted)
        .signedBy(
            Samples.identity(memberId), new RecoveryReport.Attempt(Samples.CHAIN, 0, attempt));
  }

  public RecoveryReport unsigned(
      int memberId, long tipHeight, Hash tipHash, Optional<RecoveryReport.Vote> voted) {
    return new RecoveryReport(
        memberId,
        Math.max(0, tipHeight - 1),
        tipHeight,
        tipHash,
        samples.opaque(RecoveryReport.NONCE_BYTES),
        voted,
        Opaque.of(new byte[0]));
  }

  /** Two that hold all, one that has lost all. */
  public List<RecoveryReport> reports() {
    return new ArrayList<>(
        List.of(
            report(1, 7, base.hash()), report(2, 0, samples.hash()), report(4, 7, base.hash())));
  }

  public Recovery recovery(RecoveryReport... reports) {
    return new Recovery(0, 1, 7, base.hash(), TIME, "a fire", Arrays.asList(reports));
  }

  public Recovery recovery() {
    return recovery(reports().toArray(new RecoveryReport[0]));
  }

  /** The block that the operators make of it. */
  public BlockOutcome block(Recovery recovery) {
    return new BlockExecutor(Samples.CHAIN)
        .execute(base, state, ordered(samples.control(recovery)), id -> false);
  }

  public OrderedTransactions ordered(Transaction... transactions) {
    return new OrderedTransactions(
        Recovery.ORIGINATING_VIEW, base.height() + 1, TIME, List.of(transactions));
  }
}
