package org.healthchain.server.recovery;

import org.healthchain.server.consensus.OperatorVotes;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;

/**
 * An operator's vote as it goes to the manager.
 *
 * @param block header hash of the recovery block
 */
public record VoteFile(Hash block, OperatorVotes.Vote vote) {
  private static final int MAX_SIGNATURE_BYTES = 192;

  public byte[] encode() {
    CanonicalWriter out = RecoveryFile.VOTE.begin();
    return out.hash(block).u32(vote.memberId()).bytes16(vote.signature()).toByteArray();
  }

  public static VoteFile decode(byte[] bytes) throws RecoveryRefusedException {
    return RecoveryFile.VOTE.read(
        bytes,
        in ->
            new VoteFile(
                in.hash(), new OperatorVotes.Vote(in.u32(), in.bytes16(MAX_SIGNATURE_BYTES))));
  }
}
