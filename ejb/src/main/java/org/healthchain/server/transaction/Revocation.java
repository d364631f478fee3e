package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;

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
}
