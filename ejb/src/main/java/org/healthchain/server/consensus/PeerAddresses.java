package org.healthchain.server.consensus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.KnownPeers;
import org.healthchain.server.instance.ManagerDescription;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MemberStatus;

/**
 * Whom a server talks to, and where: the active members and the manager. A server whose ledger does
 * not know it yet finds its way by the peers that its admission named; one that was expelled has
 * nobody left.
 */
record PeerAddresses(ReplicaId self, Genesis genesis, KnownPeers admittedBy) {
  Map<ReplicaId, PeerEndpoint> in(ConsortiumState state) {
    Map<ReplicaId, PeerEndpoint> wanted = new HashMap<>();
    Optional<MemberStatus> own = state.member(self.value());
    if (own.isPresent() && !own.get().active()) {
      return wanted; // expelled: nobody answers any more
    }
    for (ConsortiumMember member : state.activeMembers()) {
      ReplicaId id = new ReplicaId(member.id());
      wanted.put(id, endpoint(id, member.brokerAddress(), member.certificateFingerprint()));
    }
    ManagerDescription manager = genesis.manager();
    ReplicaId managerId = new ReplicaId(Genesis.MANAGER_ID);
    wanted.put(
        managerId, endpoint(managerId, manager.brokerAddress(), manager.certificateFingerprint()));
    if (own.isEmpty()) {
      for (KnownPeers.Peer peer : admittedBy.peers()) {
        ReplicaId id = new ReplicaId(peer.memberId());
        wanted.put(id, endpoint(id, peer.brokerAddress(), peer.certificateFingerprint()));
      }
    }
    wanted.remove(self);
    return wanted;
  }

  private static PeerEndpoint endpoint(ReplicaId id, String address, Hash certificate) {
    int colon = address.lastIndexOf(':');
    return new PeerEndpoint(
        id,
        address.substring(0, colon),
        Integer.parseInt(address.substring(colon + 1)),
        Memberships.digest(certificate));
  }
}
