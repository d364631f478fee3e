package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Body of a REVOKE transaction (FR-10): whoever stays gets a credential of the next group epoch.
 *
 * @param newGroupEpoch one above the present
 * @param reissued for every remaining member, ascending by member id
 */
public record Revocation(int memberId, int newGroupEpoch, List<Reissued> reissued)
    implements ControlPayload {

  public Revocation {
    reissued = List.copyOf(reissued);
    if (memberId <= 0 || newGroupEpoch <= 0 || reissued.size() > ConsortiumState.MAX_MEMBERS) {
      throw new IllegalArgumentException("revocation out of range");
    }
  }

  /** One member's new credential. */
  public record Reissued(int memberId, MemberCredential credential) {}

  @Override
  public TransactionKind kind() {
    return TransactionKind.REVOKE;
  }

  @Override
  public void write(CanonicalWriter out) {
    out.u32(memberId).u32(newGroupEpoch).u16(reissued.size());
    for (Reissued one : reissued) {
      out.u32(one.memberId());
      one.credential().write(out);
    }
  }

  static Revocation read(CanonicalReader in) throws MalformedEncodingException {
    int memberId = in.u32();
    int newGroupEpoch = in.u32();
    int count = in.count16(ConsortiumState.MAX_MEMBERS);
    List<Reissued> reissued = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      reissued.add(new Reissued(in.u32(), MemberCredential.read(in)));
    }
    return new Revocation(memberId, newGroupEpoch, reissued);
  }

  /** Opens the next membership and group epoch without the member. */
  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    List<Integer> staying =
        state.activeMembers().stream()
            .map(ConsortiumMember::id)
            .filter(id -> id != memberId)
            .toList();
    List<Integer> served = reissued.stream().map(Reissued::memberId).toList();
    if (staying.size() != state.activeMembers().size() - 1
        || staying.isEmpty()
        || !staying.equals(served)
        || newGroupEpoch != state.groupEpoch() + 1) {
      return StateChange.refused(state);
    }
    Map<Integer, MemberCredential> credentials =
        reissued.stream().collect(Collectors.toMap(Reissued::memberId, Reissued::credential));
    List<MemberStatus> members =
        state.members().stream().map(status -> after(status, credentials, place.height())).toList();
    return StateChange.to(state.withMembers(members, newGroupEpoch));
  }

  private MemberStatus after(
      MemberStatus status, Map<Integer, MemberCredential> credentials, long height) {
    if (!status.active()) {
      return status;
    }
    ConsortiumMember member = status.member();
    return member.id() == memberId
        ? new MemberStatus(member, status.sinceHeight(), status.sinceGroupEpoch(), height)
        : new MemberStatus(
            member.withCredential(Objects.requireNonNull(credentials.get(member.id()))),
            status.sinceHeight(),
            status.sinceGroupEpoch(),
            0);
  }
}
