package org.healthchain.server.submission;

import java.util.List;
import java.util.Optional;

/** Takes visits from doctors and tells what became of them (FR-1, FR-2). Role DOCTOR. */
public interface SubmissionService {
  /**
   * Encrypts the visit for the manager and queues it durably under the calling doctor's name.
   *
   * @throws InvalidVisitException if a field cannot be right; nothing is stored then
   * @throws NotReadyException if this server cannot take visits now (no day key known yet, queue
   *     full)
   */
  SubmissionView submit(Visit visit) throws InvalidVisitException, NotReadyException;

  /** The calling doctor's submission with that id; empty also if it is another doctor's. */
  Optional<SubmissionView> find(long id);

  /** The calling doctor's submissions, newest first. */
  List<SubmissionView> mine(int offset, int limit);

  long countMine();

  /** This server takes no visits at the moment; the message says why and what to do. */
  class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message) {
      super(message);
    }
  }
}
