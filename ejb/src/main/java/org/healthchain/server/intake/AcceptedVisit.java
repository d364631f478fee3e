package org.healthchain.server.intake;

import java.util.List;

/**
 * A visit that can be right.
 *
 * @param timeGiven whether the sender named the time; it is the time of the intake otherwise
 * @param remarks what the sender should know of how it was understood
 */
public record AcceptedVisit(Visit visit, boolean timeGiven, List<Finding> remarks) {
  public AcceptedVisit {
    remarks = List.copyOf(remarks);
  }
}
