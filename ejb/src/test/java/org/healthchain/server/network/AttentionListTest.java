package org.healthchain.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.replica.Trouble;
import org.healthchain.server.network.NetworkView.Attention;
import org.healthchain.server.network.NetworkView.Attention.Severity;
import org.healthchain.server.network.NetworkView.PeerView;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class AttentionListTest {
  private final ConsortiumState state = new Samples(5).state(4);
  private final DayKey key = state.dayKeys().get(0);

  private static PeerView peer(int id, boolean up, long lag) {
    return new PeerView(id, "peer " + id, "127.0.0.1:1", up, 10, 0, lag, Instant.EPOCH);
  }

  private static List<String> keys(AttentionList list) {
    return list.worstFirst().stream().map(Attention::messageKey).toList();
  }

  @Test
  void allWellSaysNothing() {
    AttentionList list =
        new AttentionList()
            .running(true)
            .trouble(Optional.empty())
            .peers(List.of(peer(2, true, 0), peer(3, true, 9)), 1)
            .dayKey(state, Samples.NOON_MILLIS)
            .tolerance(4, 1);
    assertThat(list.worstFirst()).isEmpty();
  }

  @Test
  void theReplicasTroubleIsToldByAKeyAndTheHeight() {
    Trouble missing =
        new Trouble(Trouble.Kind.BATCHES_MISSING, Optional.of(new SequenceNumber(1234)));
    Trouble stopped = new Trouble(Trouble.Kind.STOPPED, Optional.empty());
    assertThat(new AttentionList().trouble(Optional.of(missing)).worstFirst())
        .containsExactly(
            new Attention(Severity.ERROR, "attention.trouble.BATCHES_MISSING", List.of("1234")));
    assertThat(new AttentionList().trouble(Optional.of(stopped)).worstFirst())
        .containsExactly(new Attention(Severity.ERROR, "attention.trouble.STOPPED", List.of()));
  }

  @Test
  void theWorstComesFirst() {
    AttentionList list =
        new AttentionList().peers(List.of(peer(2, true, 10)), 1).running(false).tolerance(3, 0);
    assertThat(list.worstFirst().get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(keys(list))
        .containsExactly(
            "attention.replica.down", "attention.peer.lag", "attention.tolerance.none");
  }

  @Test
  void asManyPeersDownAsAreToleratedAreAWarningAndMoreAnError() {
    List<PeerView> oneDown = List.of(peer(2, false, 0), peer(3, true, 0), peer(4, true, 0));
    List<PeerView> twoDown = List.of(peer(2, false, 0), peer(3, false, 0), peer(4, true, 0));
    assertThat(new AttentionList().peers(oneDown, 1).worstFirst())
        .extracting(Attention::severity)
        .containsExactly(Severity.WARNING);
    assertThat(new AttentionList().peers(twoDown, 1).worstFirst())
        .extracting(Attention::severity)
        .containsExactly(Severity.ERROR, Severity.ERROR);
  }

  @Test
  void theManagerDoesNotCountAmongTheVoters() {
    List<PeerView> down = List.of(peer(0, false, 0), peer(2, false, 0));
    assertThat(new AttentionList().peers(down, 1).worstFirst())
        .extracting(Attention::severity)
        .containsOnly(Severity.WARNING);
  }

  @Test
  void aKeyThatEndsSoonOrHasEndedIsTold() {
    long end = key.validUntilMillis();
    long soon = AttentionList.KEY_ENDS_SOON.toMillis();
    assertThat(keys(new AttentionList().dayKey(state, end - soon))).isEmpty();
    assertThat(keys(new AttentionList().dayKey(state, end - soon + 1)))
        .containsExactly("attention.key.ends");
    assertThat(keys(new AttentionList().dayKey(state, key.graceUntilMillis())))
        .containsExactly("attention.key.none");
  }
}
