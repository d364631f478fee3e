package org.healthchain.server.consensus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.healthchain.server.transaction.Hash;

/** A set that forgets its oldest. Thread-safe. */
final class RecentHashes {
  private final Map<Hash, Boolean> recent;

  RecentHashes(int capacity) {
    recent =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Hash, Boolean> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized boolean contains(Hash hash) {
    return recent.containsKey(hash);
  }

  synchronized void add(Hash hash) {
    recent.put(hash, Boolean.TRUE);
  }
}
