package org.healthchain.consensus.core;

import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * How far this replica is: what it has executed, what is certified, and by what the host is moving
 * it on. Nothing here ever goes back.
 */
final class Standing {
  private final CurrentView current;
  private SequenceNumber lastExecuted;
  private Digest lastHeaderHash;
  private boolean executing;
  private boolean fetching;
  private Optional<CheckpointCertificate> certified;
  private long certifiedHeight;
  private boolean handedOver;

  Standing(CurrentView current, ChainState state) {
    this.current = current;
    lastExecuted = state.height();
    lastHeaderHash = state.headerHash();
    certified = state.certified();
    certifiedHeight = heightOf(certified);
    handedOver = current.epochFirst().value() == 1 || !atHandover() || certifiedAt(lastExecuted);
  }

  private static long heightOf(Optional<CheckpointCertificate> certificate) {
    return certificate.map(c -> c.height().value()).orElse(0L);
  }

  // ---- the host moves the ledger

  /** The host is asked to execute the next block. */
  void beginExecution() {
    if (executing || fetching) {
      throw new IllegalStateException("a second block after " + lastExecuted);
    }
    executing = true;
  }

  /** Whether the host was asked for this block, and for nothing since. */
  boolean awaits(SequenceNumber height) {
    return executing && height.equals(lastExecuted.next());
  }

  void executed(SequenceNumber height, Digest headerHash) {
    if (!awaits(height)) {
      throw new IllegalStateException("executed " + height + " unasked");
    }
    executing = false;
    lastExecuted = height;
    lastHeaderHash = headerHash;
  }

  /** The host is asked, perhaps once more, to fetch blocks. */
  void beginFetch() {
    if (executing) {
      throw new IllegalStateException("fetches while " + lastExecuted.next() + " is executed");
    }
    fetching = true;
  }

  void installed(ChainState state) {
    if (!fetching) {
      throw new IllegalStateException("installed " + state.height() + " unasked");
    }
    if (state.height().compareTo(lastExecuted) < 0) {
      throw new IllegalStateException("the ledger went back to " + state.height());
    }
    fetching = false;
    lastExecuted = state.height();
    lastHeaderHash = state.headerHash();
  }

  boolean executing() {
    return executing;
  }

  boolean fetching() {
    return fetching;
  }

  SequenceNumber lastExecuted() {
    return lastExecuted;
  }

  Digest lastHeaderHash() {
    return lastHeaderHash;
  }

  // ---- certificates

  /** Takes a verified commit certificate, higher than those before: the low watermark moves. */
  void certified(Optional<CheckpointCertificate> certificate) {
    if (heightOf(certificate) < certifiedHeight) {
      throw new IllegalStateException("the low watermark went back from " + certifiedHeight);
    }
    certified = certificate;
    certifiedHeight = heightOf(certificate);
  }

  /** The last block with a commit certificate, executed here or not. */
  Optional<CheckpointCertificate> certified() {
    return certified;
  }

  /** The height of the last certified block; 0 when there is none. */
  long certifiedHeight() {
    return certifiedHeight;
  }

  /** Whether the newest certificate known is that block's. */
  boolean certifiedAt(SequenceNumber height) {
    return certifiedHeight == height.value();
  }

  /** The commit certificate that a view-change of this epoch starts from. */
  Optional<CheckpointCertificate> stableOfThisEpoch() {
    return certified.filter(
        c -> c.epoch() == current.epoch() && c.height().compareTo(current.epochFirst()) >= 0);
  }

  /** At and below this sequence number nothing is voted on any more. */
  long lowWatermark() {
    return Math.max(certifiedHeight, current.epochFirst().value() - 1);
  }

  /** Above this sequence number nothing is voted on yet. */
  long highWatermark() {
    return certifiedHeight + current.config().windowBlocks();
  }

  boolean withinWatermarks(SequenceNumber sequenceNumber) {
    return sequenceNumber.value() > lowWatermark() && sequenceNumber.value() <= highWatermark();
  }

  /** At and below this height everything is both executed here and certified. */
  long settled() {
    return Math.min(certifiedHeight, lastExecuted.value());
  }

  // ---- the handover of epochs

  /** The view is of the next epoch. */
  void epochEntered() {
    handedOver = false;
  }

  /** The former members have certified the last block of theirs. */
  void handOver() {
    long lastOfFormer = current.epochFirst().value() - 1;
    if (handedOver
        || (certifiedHeight < lastOfFormer && lastExecuted.compareTo(current.epochFirst()) < 0)) {
      throw new IllegalStateException("epoch " + current.epoch() + " handed over too early");
    }
    handedOver = true;
  }

  /**
   * Whether the last block of the former epoch has the commit certificate of those who ordered it.
   * Nothing of this epoch is executed before: whoever comes later can trust the new members only
   * because the old ones vouch for that block, and the old ones may be gone tomorrow.
   */
  boolean handedOver() {
    return handedOver;
  }

  /** Whether the last block of the former epoch is the last one executed here. */
  boolean atHandover() {
    return current.handsOver(lastExecuted);
  }
}
