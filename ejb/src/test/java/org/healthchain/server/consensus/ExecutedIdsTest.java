package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class ExecutedIdsTest {
  @Test
  void whatWasAddedIsFoundAndAlmostNothingElseIsLookedUp() {
    Samples samples = new Samples(51);
    Set<Hash> ledger = new HashSet<>();
    AtomicInteger lookUps = new AtomicInteger();
    ExecutedIds ids =
        new ExecutedIds(
            id -> {
              lookUps.incrementAndGet();
              return ledger.contains(id);
            });
    for (int i = 0; i < 100_000; i++) {
      Hash id = samples.hash();
      ledger.add(id);
      ids.add(id);
    }
    assertThat(ledger).allMatch(ids::contains);
    lookUps.set(0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(ids.contains(samples.hash())).isFalse();
    }
    assertThat(lookUps.get()).isLessThan(20);
  }

  @Test
  void recentHashesForgetTheOldest() {
    Samples samples = new Samples(52);
    RecentHashes recent = new RecentHashes(2);
    Hash first = samples.hash();
    Hash second = samples.hash();
    recent.add(first);
    recent.add(second);
    recent.add(samples.hash());
    assertThat(recent.contains(first)).isFalse();
    assertThat(recent.contains(second)).isTrue();
  }
}
