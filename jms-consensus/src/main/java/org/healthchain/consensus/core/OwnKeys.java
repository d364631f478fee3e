package org.healthchain.consensus.core;

import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.VotePhase;

/** Signs what this replica says. */
final class OwnKeys {
  private final CurrentView current;
  private final ReplicaSigner signer;
  private final Statements statements;

  OwnKeys(CurrentView current, ReplicaSigner signer, Statements statements) {
    this.current = current;
    this.signer = signer;
    this.statements = statements;
  }

  Statements statements() {
    return statements;
  }

  /** A vote in the present view. */
  Bytes signVote(VotePhase phase, SequenceNumber sequenceNumber, Digest digest) {
    return sign(
        current.membership(),
        current.membership().voteScheme(),
        statements.vote(phase, current.epoch(), current.view(), sequenceNumber, digest));
  }

  /** A statement of this replica itself, for everyone to check later. */
  Bytes signAsMember(byte[] statement) {
    return sign(current.membership(), SignatureScheme.ED25519, statement);
  }

  /** Signs with the key that this replica has in a membership; it must be a member. */
  Bytes sign(Membership of, SignatureScheme scheme, byte[] statement) {
    Bytes key = of.member(of.indexOf(current.self()).getAsInt()).keyFor(scheme);
    return signer.sign(scheme, key, statement);
  }
}
