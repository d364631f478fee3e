package org.healthchain.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.View;
import org.junit.jupiter.api.Test;

class ReplicaReadinessTest {
  @Test
  void oneLiarOfFourServersMakesNobodyLag() {
    assertThat(ReplicaReadiness.lagBlocks(status(100, SequenceNumber.MAX_VALUE, 101, 100)))
        .isEqualTo(1);
  }

  @Test
  void whatOneHonestServerMustHaveClaimedIsBelieved() {
    assertThat(ReplicaReadiness.lagBlocks(status(100, 5_000, 150, 140))).isEqualTo(50);
  }

  @Test
  void aServerThatIsAheadOrAloneDoesNotLag() {
    assertThat(ReplicaReadiness.lagBlocks(status(100, 90, 80, 70))).isZero();
    assertThat(ReplicaReadiness.lagBlocks(status(100))).isZero();
  }

  @Test
  void ofTwoServersTheOtherIsBelieved() {
    assertThat(ReplicaReadiness.lagBlocks(status(100, 120))).isEqualTo(20);
  }

  private static ReplicaStatus status(long own, long... others) {
    List<ReplicaStatus.Peer> peers = new ArrayList<>();
    for (long height : others) {
      SequenceNumber at = new SequenceNumber(height);
      ReplicaId id = new ReplicaId(peers.size() + 2);
      peers.add(new ReplicaStatus.Peer(id, 0, View.ZERO, true, at, at, 0));
    }
    SequenceNumber height = new SequenceNumber(own);
    return new ReplicaStatus(
        ReplicaStatus.Role.BACKUP,
        0,
        View.ZERO,
        true,
        Optional.empty(),
        height,
        height,
        0,
        0,
        false,
        peers);
  }
}
