package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules by which control transactions change the state; the same at every node. */
final class StateTransition {
  private StateTransition() {}

  static StateChange apply(
      ConsortiumState state, ControlPayload payload, long height, long timeMillis) {
    return switch (payload.kind()) {
      case DAY_KEY -> announce(state, (DayKey) payload, timeMillis);
      case ADMIT -> admit(state, ((Admission) payload).member(), height);
      case REVOKE -> revoke(state, (Revocation) payload, height);
      case ERASE -> StateChange.to(state);
      case ACCESS -> StateChange.to(withAccess(state, (AccessDigest) payload));
      case RECORD -> throw new IllegalArgumentException("a record orders nothing");
    };
  }

  private static StateChange announce(ConsortiumState state, DayKey key, long timeMillis) {
    List<DayKey> known =
        state.dayKeys().stream().filter(old -> old.graceUntilMillis() > timeMillis).toList();
    if (state.dayKey(key.keyId()).isPresent()
        || key.graceUntilMillis() <= timeMillis
        || known.size() >= ConsortiumState.MAX_DAY_KEYS) {
      return StateChange.refused(state);
    }
    return StateChange.to(
        new ConsortiumState(
            state.membershipEpoch(),
            state.groupEpoch(),
            state.members(),
            Stream.concat(known.stream(), Stream.of(key)).toList(),
            state.lastAccess()));
  }

  private static StateChange admit(ConsortiumState state, ConsortiumMember newcomer, long height) {
    boolean known =
        state.member(newcomer.id()).isPresent()
            || state.activeMembers().stream().anyMatch(member -> clashes(member, newcomer));
    if (known || state.members().size() >= ConsortiumState.MAX_MEMBERS) {
      return StateChange.refused(state);
    }
    List<MemberStatus> members = new ArrayList<>(state.members());
    members.add(new MemberStatus(newcomer, height, state.groupEpoch(), 0));
    members.sort((a, b) -> Integer.compare(a.member().id(), b.member().id()));
    return StateChange.to(
        new ConsortiumState(
            state.membershipEpoch() + 1,
            state.groupEpoch(),
            members,
            state.dayKeys(),
            state.lastAccess()));
  }

  private static boolean clashes(ConsortiumMember member, ConsortiumMember newcomer) {
    return member.name().equals(newcomer.name())
        || member.brokerAddress().equals(newcomer.brokerAddress())
        || member.identityKey().equals(newcomer.identityKey())
        || member.voteKey().equals(newcomer.voteKey())
        || member.groupKey().equals(newcomer.groupKey())
        || member.certificateFingerprint().equals(newcomer.certificateFingerprint());
  }

  private static StateChange revoke(ConsortiumState state, Revocation order, long height) {
    List<Integer> staying =
        state.activeMembers().stream()
            .map(ConsortiumMember::id)
            .filter(id -> id != order.memberId())
            .toList();
    List<Integer> served = order.reissued().stream().map(Revocation.Reissued::memberId).toList();
    if (staying.size() != state.activeMembers().size() - 1
        || staying.isEmpty()
        || !staying.equals(served)
        || order.newGroupEpoch() != state.groupEpoch() + 1) {
      return StateChange.refused(state);
    }
    var credentials =
        order.reissued().stream()
            .collect(
                Collectors.toMap(Revocation.Reissued::memberId, Revocation.Reissued::credential));
    List<MemberStatus> members =
        state.members().stream()
            .map(status -> afterRevocation(status, order, credentials, height))
            .toList();
    return StateChange.to(
        new ConsortiumState(
            state.membershipEpoch() + 1,
            order.newGroupEpoch(),
            members,
            state.dayKeys(),
            state.lastAccess()));
  }

  private static MemberStatus afterRevocation(
      MemberStatus status,
      Revocation order,
      Map<Integer, MemberCredential> credentials,
      long height) {
    if (!status.active()) {
      return status;
    }
    if (status.member().id() == order.memberId()) {
      return new MemberStatus(
          status.member(), status.sinceHeight(), status.sinceGroupEpoch(), height);
    }
    return new MemberStatus(
        status.member().withCredential(credentials.get(status.member().id())),
        status.sinceHeight(),
        status.sinceGroupEpoch(),
        0);
  }

  private static ConsortiumState withAccess(ConsortiumState state, AccessDigest access) {
    return new ConsortiumState(
        state.membershipEpoch(),
        state.groupEpoch(),
        state.members(),
        state.dayKeys(),
        access.auditDigest());
  }
}
