package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;

/** Body of an ADMIT transaction. */
public record Admission(ConsortiumMember member) implements ControlPayload {
  @Override
  public TransactionKind kind() {
    return TransactionKind.ADMIT;
  }

  @Override
  public void write(CanonicalWriter out) {
    member.write(out);
  }

  /** A member from the next height on, in the next membership epoch. */
  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    boolean known =
        state.member(member.id()).isPresent()
            || state.activeMembers().stream().anyMatch(member::clashesWith);
    if (known || state.members().size() >= ConsortiumState.MAX_MEMBERS) {
      return StateChange.refused(state);
    }
    List<MemberStatus> members = new ArrayList<>(state.members());
    members.add(new MemberStatus(member, place.height(), state.groupEpoch(), 0));
    members.sort((a, b) -> Integer.compare(a.member().id(), b.member().id()));
    return StateChange.to(state.withMembers(members, state.groupEpoch()));
  }

  static Admission read(CanonicalReader in) throws MalformedEncodingException {
    return new Admission(ConsortiumMember.read(in));
  }
}
