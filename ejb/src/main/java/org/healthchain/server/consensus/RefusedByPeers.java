package org.healthchain.server.consensus;

import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.dissemination.DropReason;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.transport.FrameDropReason;
import org.healthchain.consensus.transport.TransportCounters;
import org.healthchain.server.transaction.RejectionReason;

/**
 * The counters of the transport, the replica's host and the dissemination, by the names that people
 * read. What peers in good standing cause too (a vote that comes late, a hop that comes twice) is
 * left out, and so is what was counted already when the transaction was judged.
 */
final class RefusedByPeers {
  private RefusedByPeers() {}

  static void addTo(
      Map<RejectionReason, Long> all, TransportCounters transport, HostStatus status) {
    for (TransportCounters.Snapshot peer : transport.snapshot().values()) {
      peer.dropped().forEach((reason, count) -> all.merge(named(reason), count, Long::sum));
    }
    status.dissemination().drops().forEach((drop, count) -> add(all, named(drop), count));
    for (Map<Refusal, Long> peer : status.rejections().values()) {
      peer.forEach((reason, count) -> add(all, named(reason), count));
    }
  }

  private static void add(
      Map<RejectionReason, Long> all, Optional<RejectionReason> reason, long count) {
    reason.ifPresent(known -> all.merge(known, count, Long::sum));
  }

  private static RejectionReason named(FrameDropReason frameDropped) {
    return switch (frameDropped) {
      case OVERSIZED -> RejectionReason.OVERSIZED_BODY;
      case MALFORMED -> RejectionReason.MALFORMED_MESSAGE;
      case MISADDRESSED -> RejectionReason.STRANGER;
      case DUPLICATE -> RejectionReason.REPLAYED_TRANSACTION;
      case OVER_QUOTA -> RejectionReason.QUOTA_EXCEEDED;
    };
  }

  private static Optional<RejectionReason> named(DropReason drop) {
    return switch (drop) {
      case STRANGER -> Optional.of(RejectionReason.STRANGER);
      case OVERSIZED -> Optional.of(RejectionReason.OVERSIZED_BODY);
      case MALFORMED_TRANSACTION, MALFORMED_VECTOR ->
          Optional.of(RejectionReason.MALFORMED_MESSAGE);
      case PEER_QUOTA, RELAY_QUOTA, SERVING_QUOTA, PENALISED ->
          Optional.of(RejectionReason.QUOTA_EXCEEDED);
      default -> Optional.empty();
    };
  }

  /** What the replica's host and the core refuse; the rest has its own metric. */
  private static Optional<RejectionReason> named(Refusal refusal) {
    return switch (refusal) {
      case MALFORMED_MESSAGE -> Optional.of(RejectionReason.MALFORMED_MESSAGE);
      case BLOCK_REQUESTS_TOO_FAST -> Optional.of(RejectionReason.QUOTA_EXCEEDED);
      default -> Optional.empty();
    };
  }
}
