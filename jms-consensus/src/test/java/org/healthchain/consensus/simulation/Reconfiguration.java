package org.healthchain.consensus.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;

/** Memberships of the simulator and their changes; a change that can't be made changes nothing. */
final class Reconfiguration {
  private Reconfiguration() {}

  static Membership first(int n, boolean collectors) {
    List<Member> members = new ArrayList<>();
    for (int id = 0; id < n; id++) {
      members.add(member(id, 0));
    }
    return new Membership(0, collectors ? SignatureScheme.BLS : SignatureScheme.ED25519, members);
  }

  private static Member member(int id, int generation) {
    return new Member(
        new ReplicaId(id),
        FakeCrypto.publicKey(id, generation, SignatureScheme.ED25519),
        FakeCrypto.publicKey(id, generation, SignatureScheme.BLS));
  }

  static Function<Membership, Membership> of(Fault.Reconfigure change) {
    return membership -> apply(change, membership);
  }

  private static Membership apply(Fault.Reconfigure change, Membership membership) {
    ReplicaId id = new ReplicaId(change.node());
    List<Member> members = new ArrayList<>(membership.members());
    boolean present = membership.contains(id);
    if (present == (change.change() == Fault.Change.JOIN)) {
      return membership;
    }
    int generation = 0;
    if (present) {
      Member old = members.remove(membership.indexOf(id).getAsInt());
      generation = ByteBuffer.wrap(old.identityKey().toArray()).getInt(4) + 1;
    }
    if (change.change() != Fault.Change.LEAVE) {
      members.add(member(change.node(), generation));
    }
    members.sort((a, b) -> a.id().compareTo(b.id()));
    return new Membership(membership.epoch(), membership.voteScheme(), members);
  }
}
