package org.healthchain.server.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of the network as seen from this server.
 *
 * @param role INSTITUTION or MANAGER
 * @param primary name of the primary of the current view
 * @param transactionsPerSecond committed, over the last minute
 * @param pendingSubmissions of this server, not committed yet; {@value #NOT_TOLD} if not told
 * @param attention what needs attention, as keys of the pages' language bundles with their
 *     arguments
 */
public record NetworkView(
    String name,
    String role,
    String chainId,
    long height,
    String headerHash,
    long view,
    String primary,
    int membershipEpoch,
    int groupEpoch,
    int replicas,
    int faultsTolerated,
    int quorum,
    double transactionsPerSecond,
    long pendingSubmissions,
    Instant startedAt,
    List<PeerView> peers,
    List<Attention> attention) {
  /** In place of a number that is not for everybody. */
  public static final long NOT_TOLD = -1;

  public NetworkView {
    peers = List.copyOf(peers);
    attention = List.copyOf(attention);
  }

  /**
   * For people outside. An outbox that falls when a block comes tells whose transactions the block
   * holds.
   */
  public NetworkView withoutPendingSubmissions() {
    return new NetworkView(
        name,
        role,
        chainId,
        height,
        headerHash,
        view,
        primary,
        membershipEpoch,
        groupEpoch,
        replicas,
        faultsTolerated,
        quorum,
        transactionsPerSecond,
        NOT_TOLD,
        startedAt,
        peers,
        attention);
  }

  /**
   * A peer as last heard of.
   *
   * @param lagBlocks how many blocks it is behind the highest known
   * @param lastHeard null if never
   */
  public record PeerView(
      int memberId,
      String name,
      String address,
      boolean up,
      long height,
      long view,
      long lagBlocks,
      @Nullable Instant lastHeard) {}

  /** Something to look at. */
  public record Attention(Severity severity, String messageKey, List<String> arguments) {
    public Attention {
      arguments = List.copyOf(arguments);
    }

    /** How bad. */
    public enum Severity {
      INFO,
      WARNING,
      ERROR
    }
  }
}
