package org.healthchain.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The voting replicas of one epoch, ordered by id. A member's position in the list is its index in
 * bitmaps and in the rotation of primaries.
 *
 * @param epoch counts memberships; the genesis has epoch 0
 * @param voteScheme {@link SignatureScheme#BLS} means collector mode
 */
public record Membership(int epoch, SignatureScheme voteScheme, List<Member> members) {
  public static final int MAX_MEMBERS = 1024;

  /** Above this many members votes go to collectors. */
  public static final int ALL_TO_ALL_MAX_MEMBERS = 16;

  public Membership {
    members = List.copyOf(members);
    if (epoch < 0 || members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException("epoch " + epoch + " with " + members.size());
    }
    for (int i = 1; i < members.size(); i++) {
      if (members.get(i - 1).id().compareTo(members.get(i).id()) >= 0) {
        throw new IllegalArgumentException("members are not in ascending order of distinct ids");
      }
    }
  }

  /** Sorts the members and picks the scheme by their number. */
  public static Membership of(int epoch, List<Member> members) {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort((a, b) -> a.id().compareTo(b.id()));
    return new Membership(
        epoch,
        members.size() > ALL_TO_ALL_MAX_MEMBERS ? SignatureScheme.BLS : SignatureScheme.ED25519,
        sorted);
  }

  public int n() {
    return members.size();
  }

  /** How many arbitrary faults are tolerated: ⌊(n−1)/3⌋. 0 for n ≤ 3. */
  public int f() {
    return faultsTolerated(n());
  }

  /** {@link #f()} of any n members. */
  public static int faultsTolerated(int n) {
    return (n - 1) / 3;
  }

  /**
   * ⌈(n+f+1)/2⌉: any two quorums share at least f+1 members, for every n and not only for n = 3f+1
   * (where this is Castro and Liskov's 2f+1).
   */
  public int quorum() {
    return (n() + f() + 2) / 2;
  }

  /** f+1: at least one of them is honest. */
  public int weakQuorum() {
    return f() + 1;
  }

  /** The position of a replica in this membership; empty for an observer. */
  public OptionalInt indexOf(ReplicaId id) {
    int low = 0;
    int high = members.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = members.get(middle).id().compareTo(id);
      if (order == 0) {
        return OptionalInt.of(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return OptionalInt.empty();
  }

  public boolean contains(ReplicaId id) {
    return indexOf(id).isPresent();
  }

  public Member member(int index) {
    return members.get(index);
  }

  /** The primary rotates with the view (§4.1), starting at another member in every epoch. */
  public ReplicaId primary(View view) {
    return members.get((int) ((epoch + view.value()) % n())).id();
  }

  /** In collector mode, the replica that collects when the primary does not. */
  public ReplicaId backupCollector(View view) {
    return members.get((int) ((epoch + view.value() + 1) % n())).id();
  }
}
