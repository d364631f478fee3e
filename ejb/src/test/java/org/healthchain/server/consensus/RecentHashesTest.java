package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.healthchain.server.transaction.Hash;
import org.junit.jupiter.api.Test;

class RecentHashesTest {
  private static Hash hash(int number) {
    return Hash.sha256(new byte[] {(byte) number});
  }

  @Test
  void theOldestIsForgottenAtTheBound() {
    RecentHashes recent = new RecentHashes(3);
    for (int i = 1; i <= 3; i++) {
      recent.add(hash(i));
    }
    recent.add(hash(2)); // again: nothing changes
    recent.add(hash(4));
    assertThat(recent.contains(hash(1))).isFalse();
    assertThat(recent.contains(hash(2))).isTrue();
    assertThat(recent.contains(hash(3))).isTrue();
    assertThat(recent.contains(hash(4))).isTrue();
  }
}
