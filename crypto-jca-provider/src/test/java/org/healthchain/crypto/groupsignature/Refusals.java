package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;

/** What must be refused, and why. */
final class Refusals {
  private Refusals() {}

  /** Something that may be refused. */
  interface Attempt {
    Object run() throws GroupSignatureException;
  }

  static void assertReason(Reason reason, Attempt attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            GroupSignatureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  static void assertMalformed(Attempt attempt) {
    assertReason(Reason.MALFORMED, attempt);
  }
}
