package org.healthchain.consortium;

import static org.healthchain.consortium.RunningConsortium.eventually;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.server.transaction.RejectionReason;

/** Watches the counters of honest servers while they are attacked. */
final class Refusals {
  private static final Duration COUNTED = Duration.ofSeconds(90);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(3);

  private final RunningConsortium consortium;
  private final List<String> honest;

  Refusals(RunningConsortium consortium, List<String> honest) {
    this.consortium = consortium;
    this.honest = List.copyOf(honest);
  }

  /** Something that is to be refused. */
  interface Attack {
    void run() throws Exception;
  }

  /** Attacks until every honest server has counted it: the first frames may find no link yet. */
  void counted(String what, RejectionReason reason, Attack attack) throws Exception {
    Map<String, Long> before = new LinkedHashMap<>();
    for (String server : honest) {
      before.put(server, consortium.rejections(server, reason));
    }
    Instant[] next = {Instant.EPOCH};
    eventually(
        what + " is counted as " + reason,
        COUNTED,
        () -> {
          if (Instant.now().isAfter(next[0])) {
            attack.run();
            next[0] = Instant.now().plus(SAY_AGAIN);
          }
          for (String server : honest) {
            if (consortium.rejections(server, reason) <= before.get(server)) {
              return false;
            }
          }
          return true;
        });
  }
}
