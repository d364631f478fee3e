package org.healthchain.server.submission;

import java.util.List;
import java.util.Optional;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.SentVisit;

/** Takes visits from doctors and tells what became of them (FR-1, FR-2). Role DOCTOR. */
public interface SubmissionService {
  /** Most submissions that are told at once. */
  int MAX_PAGE = 500;

  /**
   * Checks the visit, encrypts it for the manager and queues it durably under the calling doctor's
   * name.
   *
   * <p>The same visit under the same idempotency key is taken once and gets the same answer for
   * seven days. Without a key an equal visit of the same doctor within ten minutes is asked about.
   *
   * @throws InvalidVisitException if a field cannot be right; nothing is stored then
   * @throws AlreadySentException if an equal visit was sent, or another one under that key
   * @throws QuotaExceededException if more were sent than may be
   * @throws NotReadyException if this server cannot take visits now (no day key known yet, queue
   *     full)
   */
  Taken submit(SentVisit visit, SendOptions options)
      throws InvalidVisitException, AlreadySentException, QuotaExceededException, NotReadyException;

  /**
   * What was taken.
   *
   * @param submission as it was when it was taken
   * @param remarks how it was understood, where that is not plain
   */
  record Taken(SubmissionView submission, List<Finding> remarks) {
    public Taken {
      remarks = List.copyOf(remarks);
    }
  }

  /** The calling doctor's submission with that id; empty also if it is another doctor's. */
  Optional<SubmissionView> find(long id);

  /**
   * The calling doctor's submissions, newest first.
   *
   * @param limit 1 to {@link #MAX_PAGE}
   */
  List<SubmissionView> mine(int offset, int limit);

  /**
   * The same, those with a lower id than the one given: pages that stay whole while visits arrive.
   *
   * @param limit 1 to {@link #MAX_PAGE}
   */
  List<SubmissionView> mineBefore(long id, int limit);

  long countMine();

  /** This server takes no visits at the moment. */
  class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why; the pages' bundles have the words, with {@code notReady.} before the name. */
    public enum Reason {
      /** It is no institution's server, or it is still starting. */
      NOT_RUNNING,
      /** The manager's key of the day has run out and no new one has come yet. */
      NO_DAY_KEY,
      /** Too many visits wait for the network. */
      QUEUE_FULL
    }

    public NotReadyException(Reason reason) {
      super(reason.name());
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }
}
