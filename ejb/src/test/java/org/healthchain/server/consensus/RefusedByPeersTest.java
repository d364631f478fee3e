package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.DisseminationStatus;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.transport.TransportCounters;
import org.healthchain.server.transaction.RejectionReason;
import org.junit.jupiter.api.Test;

class RefusedByPeersTest {
  private static final Map<Refusal, RejectionReason> READ_AS_BAD_INPUT =
      Map.of(
          Refusal.MALFORMED_MESSAGE, RejectionReason.MALFORMED_MESSAGE,
          Refusal.BLOCK_REQUESTS_TOO_FAST, RejectionReason.QUOTA_EXCEEDED);

  @Test
  void everyRefusalIsCountedUnderItsConstant() {
    HostStatus status = refusedOnceByPeersOneAndTwo(Refusal.values());
    for (Refusal refusal : Refusal.values()) {
      assertThat(status.refused(refusal)).as(refusal.name()).isEqualTo(2);
    }
  }

  @Test
  void theRefusalsThatPeopleReadAsBadInputReachTheirReason() {
    for (Refusal refusal : Refusal.values()) {
      Map<RejectionReason, Long> all = new EnumMap<>(RejectionReason.class);
      RefusedByPeers.addTo(all, new TransportCounters(), refusedOnceByPeersOneAndTwo(refusal));
      RejectionReason reason = READ_AS_BAD_INPUT.get(refusal);
      assertThat(all).as(refusal.name()).isEqualTo(reason == null ? Map.of() : Map.of(reason, 2L));
    }
  }

  private static HostStatus refusedOnceByPeersOneAndTwo(Refusal... refusals) {
    Map<Refusal, Long> once = new EnumMap<>(Refusal.class);
    for (Refusal refusal : refusals) {
      once.put(refusal, 1L);
    }
    return new HostStatus(
        new ReplicaStatus(
            ReplicaStatus.Role.BACKUP,
            0,
            View.ZERO,
            true,
            Optional.empty(),
            SequenceNumber.GENESIS,
            SequenceNumber.GENESIS,
            0,
            0,
            false,
            List.of()),
        new DisseminationStatus(0, 0, 0, 0, 0, 0, Map.of(), Map.of()),
        Optional.empty(),
        Optional.empty(),
        Map.of(new ReplicaId(1), once, new ReplicaId(2), once));
  }
}
