package org.healthchain.consensus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.healthchain.consensus.message.ReplicaId;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final ReplicaId FLOODER = new ReplicaId(1);
  private static final ReplicaId QUIET = new ReplicaId(2);

  private final Inbox inbox = new Inbox();

  @Test
  void aFloodingPeerFillsItsOwnShareOnly() {
    for (int i = 0; i < Inbox.MAX_FRAMES_PER_PEER; i++) {
      assertThat(put(FLOODER, 1)).isTrue();
    }
    assertThat(put(FLOODER, 1)).isFalse();
    assertThat(put(QUIET, 1)).isTrue();
  }

  @Test
  void bytesCountAgainstTheShareToo() {
    int accepted = 0;
    while (put(FLOODER, 1 << 20)) {
      accepted++;
    }
    assertThat(accepted).isEqualTo(Inbox.MAX_BYTES_PER_PEER >> 20);
  }

  @Test
  void peersAreServedInTurn() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      put(FLOODER, 1);
    }
    put(QUIET, 1);
    assertThat(inbox.poll(0).from()).isEqualTo(FLOODER);
    assertThat(inbox.poll(0).from()).isEqualTo(QUIET);
    assertThat(inbox.poll(0).from()).isEqualTo(FLOODER);
  }

  @Test
  void wakingEndsTheWait() throws InterruptedException {
    inbox.wake();
    long before = System.nanoTime();
    assertThat(inbox.poll(10_000)).isNull();
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
  }

  private boolean put(ReplicaId from, int bytes) {
    return inbox.received(from, FrameKind.MESSAGE, new byte[bytes]);
  }
}
