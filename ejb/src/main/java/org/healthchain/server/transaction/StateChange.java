package org.healthchain.server.transaction;

import org.jspecify.annotations.Nullable;

/**
 * What came of a control transaction.
 *
 * @param state the state after it; the same as before if refused
 * @param refusal why it was refused, or null
 */
public record StateChange(ConsortiumState state, @Nullable RejectionReason refusal) {
  static StateChange to(ConsortiumState state) {
    return new StateChange(state, null);
  }

  static StateChange refused(ConsortiumState state) {
    return new StateChange(state, RejectionReason.INAPPLICABLE_CONTROL);
  }
}
