package org.healthchain.server.consensus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Opaque;

/**
 * Votes for a recovery block, which the members' operators give by hand with the keys that their
 * replicas vote with. They sign what replicas sign of a block that they executed; a quorum of them
 * is an ordinary commit certificate.
 */
public final class OperatorVotes {
  private static final VoteVerifier VERIFIER = new VoteVerifier();

  private OperatorVotes() {}

  /**
   * @param signature in the scheme of the epoch's votes
   */
  public record Vote(int memberId, Opaque signature) {}

  /**
   * @param before the state whose members certify the block
   */
  public static Vote sign(
      int memberId, InstanceKeyStore keys, BlockHeader header, ConsortiumState before)
      throws IOException, GeneralSecurityException {
    SignatureScheme scheme = Memberships.of(before).voteScheme();
    Bytes signature = ReplicaKeys.of(keys).sign(scheme, statement(header));
    return new Vote(memberId, Opaque.of(signature.toArray()));
  }

  public static boolean verify(Vote vote, BlockHeader header, ConsortiumState before) {
    Membership membership = Memberships.of(before);
    OptionalInt index = membership.indexOf(new ReplicaId(vote.memberId()));
    if (index.isEmpty()) {
      return false;
    }
    var member = membership.member(index.getAsInt());
    boolean bls = membership.voteScheme() == SignatureScheme.BLS;
    return VERIFIER.verify(
        membership.voteScheme(),
        bls ? member.voteKey() : member.identityKey(),
        statement(header),
        Bytes.of(vote.signature().bytes()));
  }

  /**
   * Makes the block's commit certificate.
   *
   * @param votes each verifies; of one member only the last counts
   * @return empty if they are no quorum
   */
  public static Optional<TravellingBlock.Proof> certificate(
      List<Vote> votes, BlockHeader header, ConsortiumState before) {
    Membership membership = Memberships.of(before);
    TreeMap<Integer, Bytes> byIndex = new TreeMap<>();
    for (Vote vote : votes) {
      int index = membership.indexOf(new ReplicaId(vote.memberId())).orElseThrow();
      byIndex.put(index, Bytes.of(vote.signature().bytes()));
    }
    if (byIndex.size() < membership.quorum()) {
      return Optional.empty();
    }
    BitSet signers = new BitSet();
    byIndex.keySet().forEach(signers::set);
    return proof(membership, List.copyOf(byIndex.values()))
        .map(
            proof ->
                new QuorumCertificate(
                    membership.voteScheme(),
                    membership.epoch(),
                    MemberSet.of(membership.n(), signers),
                    proof))
        .map(
            certificate ->
                new TravellingBlock.Proof(
                    Opaque.of(CertificateCodec.encode(certificate)),
                    byIndex.size(),
                    membership.quorum()));
  }

  private static Optional<Bytes> proof(Membership membership, List<Bytes> signatures) {
    if (membership.voteScheme() == SignatureScheme.BLS) {
      return VERIFIER.aggregate(signatures);
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    signatures.forEach(one -> joined.writeBytes(one.toArray()));
    return Optional.of(Bytes.of(joined.toByteArray()));
  }

  private static byte[] statement(BlockHeader header) {
    return new Statements(Memberships.digest(header.chainId()))
        .checkpoint(
            header.membershipEpoch(),
            new SequenceNumber(header.height()),
            Memberships.digest(header.hash()));
  }
}
