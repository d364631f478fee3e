package org.healthchain.server.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.replica.Trouble;
import org.healthchain.server.network.NetworkView.Attention;
import org.healthchain.server.network.NetworkView.Attention.Severity;
import org.healthchain.server.network.NetworkView.PeerView;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.DayKey;

/** What an operator or the manager should look at, worst first. */
final class AttentionList {
  static final long LAG_BLOCKS = 10;
  static final Duration KEY_ENDS_SOON = Duration.ofMinutes(30);

  /** Before the kind's name in the keys of the pages' texts; the height is their argument. */
  static final String TROUBLE = "attention.trouble.";

  private final List<Attention> found = new ArrayList<>();

  AttentionList trouble(Optional<Trouble> trouble) {
    trouble.ifPresent(
        what ->
            add(
                Severity.ERROR,
                TROUBLE + what.kind(),
                what.height().stream()
                    .map(height -> Long.toString(height.value()))
                    .toArray(String[]::new)));
    return this;
  }

  AttentionList running(boolean running) {
    if (!running) {
      add(Severity.ERROR, "attention.replica.down");
    }
    return this;
  }

  /**
   * @param faultsTolerated how many members may be down
   */
  AttentionList peers(List<PeerView> peers, int faultsTolerated) {
    long down = peers.stream().filter(peer -> peer.memberId() != 0 && !peer.up()).count();
    for (PeerView peer : peers) {
      if (!peer.up()) {
        add(
            down > faultsTolerated ? Severity.ERROR : Severity.WARNING,
            "attention.peer.down",
            peer.name());
      } else if (peer.lagBlocks() >= LAG_BLOCKS) {
        add(Severity.WARNING, "attention.peer.lag", peer.name(), Long.toString(peer.lagBlocks()));
      }
    }
    return this;
  }

  AttentionList dayKey(ConsortiumState state, long nowMillis) {
    Optional<DayKey> current = state.currentDayKey(nowMillis);
    if (current.isEmpty()) {
      add(Severity.ERROR, "attention.key.none");
    } else if (current.get().validUntilMillis() < nowMillis + KEY_ENDS_SOON.toMillis()) {
      add(Severity.WARNING, "attention.key.ends");
    }
    return this;
  }

  AttentionList tolerance(int replicas, int faultsTolerated) {
    if (faultsTolerated == 0) {
      add(Severity.WARNING, "attention.tolerance.none", Integer.toString(replicas));
    }
    return this;
  }

  List<Attention> worstFirst() {
    return found.stream().sorted((a, b) -> b.severity().compareTo(a.severity())).toList();
  }

  private void add(Severity severity, String key, String... arguments) {
    found.add(new Attention(severity, key, List.of(arguments)));
  }
}
