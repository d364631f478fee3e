package org.healthchain.server.transaction;

/**
 * What came of a control transaction.
 *
 * @param state the state after it; the same as before if refused
 * @param refusal why it was refused, or null
 */
public record StateChange(State state, RejectionReason refusal) {
  static StateChange to(State state) {
    return new StateChange(state, null);
  }

  static StateChange refused(State state) {
    return new StateChange(state, RejectionReason.INAPPLICABLE_CONTROL);
  }

  public boolean accepted() {
    return refusal == null;
  }
}
