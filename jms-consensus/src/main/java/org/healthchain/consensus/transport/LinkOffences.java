package org.healthchain.consensus.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who sent what no honest broker sends is cut, and called again later each time: after 1, 2, 4, ...
 * up to 60 s. Ten minutes of good conduct are forgiveness. Kept by address, because the broker
 * makes a connector for each attempt; there are no more addresses than peers. Safe for concurrent
 * use.
 */
final class LinkOffences {
  private static final long FIRST_PENALTY_MILLIS = 1_000;
  private static final long MAX_PENALTY_MILLIS = 60_000;
  private static final long MEMORY_MILLIS = 600_000;

  /** Of the connectors of this virtual machine. */
  static final LinkOffences ALL = new LinkOffences(() -> System.nanoTime() / 1_000_000);

  private final Map<String, Conduct> conduct = new ConcurrentHashMap<>();
  private final LongSupplier clockMillis;

  private record Conduct(long offences, int strikes, long lastMillis) {
    long endMillis() {
      long penalty = FIRST_PENALTY_MILLIS << Math.min(strikes - 1, 10);
      return lastMillis + Math.min(penalty, MAX_PENALTY_MILLIS);
    }
  }

  LinkOffences(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  void count(String host, int port) {
    long now = clockMillis.getAsLong();
    conduct.merge(
        key(host, port),
        new Conduct(1, 1, now),
        (old, first) -> {
          boolean forgiven = now - old.lastMillis() > MEMORY_MILLIS;
          return new Conduct(old.offences() + 1, forgiven ? 1 : old.strikes() + 1, now);
        });
  }

  /** Whether this address is not to be called yet. */
  boolean penalised(String host, int port) {
    Conduct known = conduct.get(key(host, port));
    return known != null && clockMillis.getAsLong() < known.endMillis();
  }

  long of(String host, int port) {
    Conduct known = conduct.get(key(host, port));
    return known == null ? 0 : known.offences();
  }

  private static String key(String host, int port) {
    return host + ":" + port;
  }
}
