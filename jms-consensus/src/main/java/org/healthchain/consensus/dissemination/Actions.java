package org.healthchain.consensus.dissemination;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * What follows from one input. {@code store} and {@code validate} are answered later, by {@link
 * Dissemination#stored} and {@link Dissemination#validated}; a batch counts as held, and is
 * acknowledged, only after both. The other lists need no answer.
 *
 * @param store write these batches to disk, then say so; one sync may cover many
 * @param discard these batches are no longer needed on disk
 * @param sends to be framed, signed and sent
 * @param validate judge these transactions
 * @param held tell the core: held and valid here
 * @param available tell the core: f+1 replicas hold it. Once per batch and run, after {@code held}
 * @param invalid batches asked for by a proposal that turned out not to be valid
 * @param submissions news of local submissions
 */
public record Actions(
    List<RelayBatch> store,
    List<Digest> discard,
    List<Transmission> sends,
    List<Validation> validate,
    List<Digest> held,
    List<Digest> available,
    List<Digest> invalid,
    List<Submission> submissions) {
  public Actions {
    store = List.copyOf(store);
    discard = List.copyOf(discard);
    sends = List.copyOf(sends);
    validate = List.copyOf(validate);
    held = List.copyOf(held);
    available = List.copyOf(available);
    invalid = List.copyOf(invalid);
    submissions = List.copyOf(submissions);
  }

  /**
   * A message to one server, or to every other.
   *
   * @param to empty for a broadcast
   */
  public record Transmission(Optional<ReplicaId> to, DisseminationMessage message) {}

  /**
   * Transactions to judge together.
   *
   * @param token to be given back with the verdicts, which stand in the same order
   */
  public record Validation(long token, List<TransactionBytes> transactions) {
    public Validation {
      transactions = List.copyOf(transactions);
    }
  }

  /** A local transaction's state. */
  public record Submission(Digest transactionId, SubmissionFate state) {}
}
