package org.healthchain.server.network;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.server.consensus.Memberships;
import org.healthchain.server.consensus.ReplicaMonitor;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.network.NetworkView.PeerView;
import org.healthchain.server.submission.OutboxGauge;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.RejectionReason;

/** Puts together what this server knows of itself and its peers. */
@Stateless
@Local(NetworkService.class)
@PermitAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class NetworkServiceBean implements NetworkService {
  /** A peer that has not been heard of for so long counts as down. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(10);

  private static final String UNKNOWN = "";

  @Inject private CurrentInstance instance;
  @Inject private ReplicaMonitor monitor;
  @Inject private ThroughputMeter throughput;
  @Inject private OutboxGauge outbox;
  @Inject private CurrentState current;

  @Override
  public NetworkView overview() {
    Instant now = Instant.now();
    LedgerTip tip = current.get();
    ConsortiumState state = tip.state();
    Membership membership = Memberships.of(state);
    Optional<HostStatus> host = monitor.status();
    Optional<ReplicaStatus> replica = host.map(HostStatus::replica);
    List<PeerView> peers = peers(state, replica, tip.height(), now);
    return new NetworkView(
        instance.directory().name(),
        instance.directory().role().name(),
        instance.chainId().hex(),
        tip.height(),
        tip.header().hash().hex(),
        replica.map(status -> status.view().value()).orElse(0L),
        primary(state, replica),
        state.membershipEpoch(),
        state.groupEpoch(),
        membership.n(),
        membership.f(),
        membership.quorum(),
        throughput.transactionsPerSecond(),
        outbox.unfinished(),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
        peers,
        new AttentionList()
            .running(replica.isPresent())
            .trouble(host.flatMap(HostStatus::trouble))
            .trouble(host.flatMap(HostStatus::logTrouble))
            .peers(peers, membership.f())
            .dayKey(state, now.toEpochMilli())
            .tolerance(membership.n(), membership.f())
            .worstFirst());
  }

  @Override
  public Map<RejectionReason, Long> rejections() {
    return monitor.rejections();
  }

  private static String primary(ConsortiumState state, Optional<ReplicaStatus> replica) {
    return replica
        .flatMap(ReplicaStatus::primary)
        .flatMap(id -> state.member(id.value()))
        .map(status -> status.member().name())
        .orElse(UNKNOWN);
  }

  private List<PeerView> peers(
      ConsortiumState state, Optional<ReplicaStatus> replica, long ownHeight, Instant now) {
    List<ReplicaStatus.Peer> heard = replica.map(ReplicaStatus::peers).orElse(List.of());
    long highest =
        heard.stream().mapToLong(peer -> peer.lastExecuted().value()).reduce(ownHeight, Math::max);
    List<PeerView> views = new ArrayList<>();
    for (ConsortiumMember member : state.activeMembers()) {
      if (member.id() != instance.directory().memberId()) {
        views.add(view(member.id(), member.name(), member.brokerAddress(), heard, highest, now));
      }
    }
    if (instance.isInstitution()) {
      var manager = instance.genesis().manager();
      heard.stream()
          .filter(peer -> peer.id().value() == Genesis.MANAGER_ID)
          .findFirst()
          .ifPresent(
              peer ->
                  views.add(
                      view(
                          Genesis.MANAGER_ID,
                          manager.name(),
                          manager.brokerAddress(),
                          heard,
                          highest,
                          now)));
    }
    return views;
  }

  private static PeerView view(
      int id,
      String name,
      String address,
      List<ReplicaStatus.Peer> heard,
      long highest,
      Instant now) {
    Optional<ReplicaStatus.Peer> last =
        heard.stream().filter(peer -> peer.id().value() == id).findFirst();
    if (last.isEmpty()) {
      return new PeerView(id, name, address, false, 0, 0, highest, null);
    }
    ReplicaStatus.Peer peer = last.get();
    Instant heardAt = Instant.ofEpochMilli(peer.heardMillis());
    long height = peer.lastExecuted().value();
    return new PeerView(
        id,
        name,
        address,
        heardAt.plus(SILENT_AFTER).isAfter(now),
        height,
        peer.view().value(),
        highest - height,
        heardAt);
  }
}
