package org.healthchain.consensus.core;

import java.util.Objects;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;

/**
 * Bounds and times of the protocol, equal at all replicas (a difference costs speed, never safety,
 * but for {@code windowBlocks}, which must be equal).
 *
 * @param windowBlocks distance between the low and the high watermark (Castro and Liskov's L)
 * @param gcIntervalBlocks the vote log is rewritten every so many blocks (their K); at most {@code
 *     windowBlocks}, so that even on a restored ledger the log's votes fit a view-change
 * @param maxInFlight proposals that a primary has under way at once
 * @param eagerInFlight below this many under way it proposes without waiting for a full batch
 * @param maxBatchesPerProposal digests in one proposal
 * @param proposalDelayMillis how long at least digests wait for company once {@code eagerInFlight}
 *     are under way, and so much longer for every further one; the time that an order takes of late
 *     if that is longer ({@link org.healthchain.consensus.pacing.Pace})
 * @param viewChangeTimeoutMillis without progress for so long a replica complains; doubles with
 *     every view in a row that brings none
 * @param maxViewChangeTimeoutMillis the doubling's end
 * @param censorshipTimeoutMillis a batch passed over for so long is a complaint
 * @param retransmitMillis unanswered messages are repeated after this time
 * @param statusIntervalMillis between beacons
 * @param checkpointFlushMillis checkpoint votes without a commit to ride on leave after this time
 * @param collectorTimeoutMillis collector mode: without a certificate for so long votes go to the
 *     backup collector, after twice that to everyone
 * @param maxClockSkewMillis a fresh proposal's time may differ so much from the own clock
 * @param maxPoolBatches bound on digests that wait to be ordered
 * @param peerLimits what one member may cost this replica
 */
public record PbftConfig(
    int windowBlocks,
    int gcIntervalBlocks,
    int maxInFlight,
    int eagerInFlight,
    int maxBatchesPerProposal,
    long proposalDelayMillis,
    long viewChangeTimeoutMillis,
    long maxViewChangeTimeoutMillis,
    long censorshipTimeoutMillis,
    long retransmitMillis,
    long statusIntervalMillis,
    long checkpointFlushMillis,
    long collectorTimeoutMillis,
    long maxClockSkewMillis,
    int maxPoolBatches,
    PeerLimits peerLimits) {

  public PbftConfig {
    Objects.requireNonNull(peerLimits, "peerLimits");
    if (windowBlocks < 1 || windowBlocks > 128 || gcIntervalBlocks < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException("window of 1 to 128 blocks, not " + windowBlocks);
    }
    if (gcIntervalBlocks > windowBlocks) {
      throw new IllegalArgumentException("the log must be rewritten within a window");
    }
    if (maxBatchesPerProposal < 1 || maxBatchesPerProposal > Proposal.MAX_BATCHES) {
      throw new IllegalArgumentException("batches per proposal: " + maxBatchesPerProposal);
    }
    if (viewChangeTimeoutMillis < 1
        || maxViewChangeTimeoutMillis < viewChangeTimeoutMillis
        || maxViewChangeTimeoutMillis > 1L << 40) {
      throw new IllegalArgumentException("view change timeout: " + viewChangeTimeoutMillis);
    }
  }

  /** For institutions a few milliseconds to a few hundred apart. */
  public static PbftConfig standard() {
    return builder().build();
  }

  /**
   * As {@link #standard()}, but in collector mode with fewer and fuller blocks and fewer beacons:
   * every block costs the primary three aggregates and 5(n-1) frames, whatever it holds, and a
   * round of beacons n(n-1) deliveries.
   */
  public static PbftConfig forMembers(int n) {
    if (n <= Membership.ALL_TO_ALL_MAX_MEMBERS) {
      return standard();
    }
    return builder()
        .maxBatchesPerProposal(512)
        .proposalDelayMillis(25 + n / 2)
        .statusIntervalMillis(25L * n)
        .checkpointFlushMillis(50 + n)
        .build();
  }

  /** The standard values, to be changed by name. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unset values are the standard ones. */
  public static final class Builder {
    private int windowBlocks = 64;
    private int gcIntervalBlocks = 64;
    private int maxInFlight = 4;
    private int eagerInFlight = 1;
    private int maxBatchesPerProposal = 64;
    private long proposalDelayMillis = 5;
    private long viewChangeTimeoutMillis = 1_000;
    private long maxViewChangeTimeoutMillis = 16_000;
    private long censorshipTimeoutMillis = 8_000;
    private long retransmitMillis = 250;
    private long statusIntervalMillis = 500;
    private long checkpointFlushMillis = 20;
    private long collectorTimeoutMillis = 250;
    private long maxClockSkewMillis = 600_000;
    private int maxPoolBatches = 65_536;
    private PeerLimits peerLimits = PeerLimits.standard();

    private Builder() {}

    public Builder windowBlocks(int value) {
      windowBlocks = value;
      return this;
    }

    public Builder gcIntervalBlocks(int value) {
      gcIntervalBlocks = value;
      return this;
    }

    public Builder maxInFlight(int value) {
      maxInFlight = value;
      return this;
    }

    public Builder eagerInFlight(int value) {
      eagerInFlight = value;
      return this;
    }

    public Builder maxBatchesPerProposal(int value) {
      maxBatchesPerProposal = value;
      return this;
    }

    public Builder proposalDelayMillis(long value) {
      proposalDelayMillis = value;
      return this;
    }

    public Builder viewChangeTimeoutMillis(long value) {
      viewChangeTimeoutMillis = value;
      return this;
    }

    public Builder maxViewChangeTimeoutMillis(long value) {
      maxViewChangeTimeoutMillis = value;
      return this;
    }

    public Builder censorshipTimeoutMillis(long value) {
      censorshipTimeoutMillis = value;
      return this;
    }

    public Builder retransmitMillis(long value) {
      retransmitMillis = value;
      return this;
    }

    public Builder statusIntervalMillis(long value) {
      statusIntervalMillis = value;
      return this;
    }

    public Builder checkpointFlushMillis(long value) {
      checkpointFlushMillis = value;
      return this;
    }

    public Builder collectorTimeoutMillis(long value) {
      collectorTimeoutMillis = value;
      return this;
    }

    public Builder maxClockSkewMillis(long value) {
      maxClockSkewMillis = value;
      return this;
    }

    public Builder maxPoolBatches(int value) {
      maxPoolBatches = value;
      return this;
    }

    public Builder peerLimits(PeerLimits value) {
      peerLimits = value;
      return this;
    }

    public PbftConfig build() {
      return new PbftConfig(
          windowBlocks,
          gcIntervalBlocks,
          maxInFlight,
          eagerInFlight,
          maxBatchesPerProposal,
          proposalDelayMillis,
          viewChangeTimeoutMillis,
          maxViewChangeTimeoutMillis,
          censorshipTimeoutMillis,
          retransmitMillis,
          statusIntervalMillis,
          checkpointFlushMillis,
          collectorTimeoutMillis,
          maxClockSkewMillis,
          maxPoolBatches,
          peerLimits);
    }
  }
}
