package org.healthchain.server.consensus;

import java.util.List;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;

/** From the ledger's types to the replica's. A member's id is its replica id. */
public final class Memberships {
  private Memberships() {}

  /** The replicas that vote in the state's membership epoch. */
  public static Membership of(ConsortiumState state) {
    List<Member> members =
        state.activeMembers().stream()
            .map(
                member ->
                    new Member(
                        new ReplicaId(member.id()),
                        Bytes.of(member.identityKey().bytes()),
                        Bytes.of(member.voteKey().bytes())))
            .toList();
    return Membership.of(state.membershipEpoch(), members);
  }

  static Digest digest(Hash hash) {
    return Digest.of(hash.bytes());
  }

  static Hash hash(Digest digest) {
    return Hash.of(digest.bytes());
  }
}
