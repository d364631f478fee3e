package org.healthchain.server.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.RejectionReason;

/** Counts what was refused since start, by reason (FR-7, NFR-8). */
@ApplicationScoped
public class Rejections {
  private static final Logger LOG = Logger.getLogger(Rejections.class.getName());

  private final Map<RejectionReason, LongAdder> counts = new EnumMap<>(RejectionReason.class);

  public Rejections() {
    for (RejectionReason reason : RejectionReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** Counts a refused transaction; the log names the id, which tells nothing of its content. */
  public void count(RejectionReason reason, Hash transactionId) {
    count(reason, 1);
    LOG.log(Level.FINE, "Refused {0}: {1}", new Object[] {transactionId, reason});
  }

  public void count(RejectionReason reason, long times) {
    counter(reason).add(times);
  }

  public Map<RejectionReason, Long> snapshot() {
    Map<RejectionReason, Long> snapshot = new EnumMap<>(RejectionReason.class);
    counts.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return snapshot;
  }

  private LongAdder counter(RejectionReason reason) {
    return Objects.requireNonNull(counts.get(reason), "there from the beginning");
  }
}
