package org.healthchain.consensus.replica;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.dissemination.Ledger;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * The ledger, as a replica needs it. What changes the ledger is called by one thread only, one call
 * after the other; {@link #validate} and {@link #block} are called by other threads meanwhile.
 * {@link Ledger}'s methods are called by the replica's own thread and must answer at once.
 *
 * <p>A call that throws is an infrastructure failure (a database that is away): the host logs it
 * and repeats it until it succeeds. Only {@link LedgerConflictException} is never repeated: the
 * replica stops.
 */
public interface Application extends Ledger {
  /** Where the durable ledger stands. Asked at the start and after {@link #install}. */
  ChainState chainState();

  /** Judges transactions, all at once: signatures and form, not what depends on the height. */
  List<Verdict> validate(List<TransactionBytes> transactions);

  /**
   * Executes the proposal on top of the ledger as the block of its sequence number; durable when it
   * returns. Deterministic.
   *
   * <p>When the ledger has a block of that height already (the call is a repetition, or the block
   * was installed meanwhile), nothing is executed and the stored block is the answer: two quorums
   * of one height decide the same. An implementation that can tell that the stored block was made
   * of another proposal throws {@link LedgerConflictException}.
   *
   * @param epoch the membership epoch for the header
   * @param batches those the proposal names, in its order; none, and not needed, when the block is
   *     known to be there
   */
  ExecutedBlock execute(int epoch, Proposal proposal, List<RelayBatch> batches);

  /** Stores a block's commit certificate with it; the block may be unknown yet: then ignore it. */
  void certified(CheckpointCertificate certificate);

  /** A stored block with its certificate, as it travels; empty when it is not here. */
  Optional<byte[]> block(SequenceNumber height);

  /** Reads a block that a peer sent; empty when the bytes are none. Must not trust them. */
  Optional<FetchedBlock> read(byte[] block);

  /**
   * Appends a block that a quorum certified (by itself or by a certified successor). Executes it
   * again. A block that is there already is the answer, as with {@link #execute}.
   *
   * @return empty when executing gives another header: then this server's ledger or software is
   *     damaged
   */
  Optional<ExecutedBlock> install(byte[] block);

  /** A new membership is in force: connect to its members. */
  void membershipChanged(Membership membership, SequenceNumber epochFirst);

  /** News of a transaction submitted here. */
  void submission(Digest transactionId, SubmissionFate state);

  /**
   * What came out of a block.
   *
   * @param nextMembership when the block changed it; its epoch is one more than the present
   * @param committed ids of the transactions that now stand on the chain
   * @param refused ids of those that never will, for reasons of state
   */
  record ExecutedBlock(
      SequenceNumber height,
      Digest headerHash,
      Optional<Membership> nextMembership,
      Collection<Digest> committed,
      Collection<Digest> refused) {
    public ExecutedBlock {
      committed = List.copyOf(committed);
      refused = List.copyOf(refused);
    }
  }

  /**
   * What a block says of itself.
   *
   * @param headerHash computed from its header
   * @param certificate as it came, not verified
   */
  record FetchedBlock(
      SequenceNumber height,
      Digest previousHash,
      Digest headerHash,
      Optional<CheckpointCertificate> certificate) {}
}
