package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Body of a RECOVER transaction (FR-18): ends a membership epoch in which more replicas than are
 * tolerated have lost their votes. It stands alone in a block that no replica orders: the members'
 * operators vote for it by hand, each with a command, and a quorum of such votes is the block's
 * commit certificate. The next epoch has the same members, and nobody has voted in it.
 *
 * @param epoch the membership epoch that ends
 * @param attempt from 1; see {@link RecoveryReport.Attempt}
 * @param baseHeight of the block before; no reporter's ledger reaches further
 * @param timeMillis when the manager proposed it
 * @param reason in the manager's words, for those who come later
 * @param reports of a quorum of the members or more, ascending by member
 */
public record Recovery(
    int epoch,
    int attempt,
    long baseHeight,
    Hash baseHash,
    long timeMillis,
    String reason,
    List<RecoveryReport> reports)
    implements ControlPayload {
  /** One above the highest view of any replica, so that no replica can order such a block. */
  public static final long ORIGINATING_VIEW = (1L << 48) + 1;

  public static final int MAX_REASON_BYTES = 500;

  /** As many as a body has room for. */
  public static final int MAX_REPORTS = 300;

  public Recovery {
    reports = List.copyOf(reports);
    if (epoch < 0
        || attempt < 1
        || baseHeight < 0
        || timeMillis < 0
        || reason.isBlank()
        || reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES
        || reports.isEmpty()
        || reports.size() > MAX_REPORTS) {
      throw new IllegalArgumentException("recovery out of range");
    }
  }

  @Override
  public TransactionKind kind() {
    return TransactionKind.RECOVER;
  }

  @Override
  public void write(CanonicalWriter out) {
    out.u32(epoch)
        .u32(attempt)
        .u64(baseHeight)
        .hash(baseHash)
        .u64(timeMillis)
        .text(reason)
        .u16(reports.size());
    reports.forEach(report -> report.write(out));
  }

  static Recovery read(CanonicalReader in) throws MalformedEncodingException {
    int epoch = in.u32();
    int attempt = in.u32();
    long baseHeight = in.u64();
    Hash baseHash = in.hash();
    long timeMillis = in.u64();
    String reason = in.text(MAX_REASON_BYTES);
    int count = in.count16(MAX_REPORTS);
    List<RecoveryReport> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reports.add(RecoveryReport.read(in));
    }
    return new Recovery(epoch, attempt, baseHeight, baseHash, timeMillis, reason, reports);
  }

  /** Opens the next membership epoch with the same members. */
  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    return RecoveryRules.allow(this, state, place)
        ? StateChange.to(state.recoveredAt(place.height()))
        : StateChange.refused(state);
  }
}
