package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;

/** The latest view-change of each member: bounded by the membership, whatever views are named. */
final class Departures {
  private final TreeMap<ReplicaId, ViewChange> latest = new TreeMap<>();

  void put(ReplicaId member, ViewChange viewChange) {
    latest.put(member, viewChange);
  }

  Optional<ViewChange> of(ReplicaId member) {
    return Optional.ofNullable(latest.get(member));
  }

  /** By member, ascending. */
  Map<ReplicaId, ViewChange> byMember() {
    return Collections.unmodifiableMap(latest);
  }

  Collection<ViewChange> all() {
    return Collections.unmodifiableCollection(latest.values());
  }

  /** How many members are known to be leaving for at least this view. */
  int atLeast(View view) {
    int count = 0;
    for (ViewChange viewChange : latest.values()) {
      if (viewChange.newView().compareTo(view) >= 0) {
        count++;
      }
    }
    return count;
  }

  boolean beyond(ReplicaId member, View view) {
    return of(member).filter(v -> v.newView().compareTo(view) > 0).isPresent();
  }

  /** The highest view that at least so many members are leaving for, if it is above this one. */
  Optional<View> highestBeyond(View view, int members) {
    List<View> higher = new ArrayList<>();
    for (ViewChange viewChange : latest.values()) {
      if (viewChange.newView().compareTo(view) > 0) {
        higher.add(viewChange.newView());
      }
    }
    higher.sort((a, b) -> b.compareTo(a));
    return higher.size() >= members ? Optional.of(higher.get(members - 1)) : Optional.empty();
  }

  /** This view was entered. */
  void forgetUpTo(View view) {
    latest.values().removeIf(known -> known.newView().compareTo(view) <= 0);
  }

  void clear() {
    latest.clear();
  }
}
