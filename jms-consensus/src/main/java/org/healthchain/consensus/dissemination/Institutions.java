package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Who takes part: relays (the voting institutions) and sources that never relay (the manager).
 *
 * @param relays ascending
 * @param sources further servers that may hand transactions in
 */
public record Institutions(List<ReplicaId> relays, Set<ReplicaId> sources) {
  public Institutions {
    relays = List.copyOf(new TreeSet<>(relays));
    sources = Set.copyOf(sources);
  }

  public static Institutions of(Membership membership, Collection<ReplicaId> sources) {
    return new Institutions(
        membership.members().stream().map(Member::id).toList(), new TreeSet<>(sources));
  }

  boolean isRelay(ReplicaId id) {
    return relays.contains(id);
  }

  boolean knows(ReplicaId id) {
    return isRelay(id) || sources.contains(id);
  }

  /** f+1: one of so many holders is honest. */
  int availabilityQuorum() {
    return Membership.faultsTolerated(relays.size()) + 1;
  }

  List<ReplicaId> relaysBut(ReplicaId self) {
    List<ReplicaId> others = new ArrayList<>(relays);
    others.remove(self);
    return others;
  }
}
