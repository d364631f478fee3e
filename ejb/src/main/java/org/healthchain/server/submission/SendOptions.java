package org.healthchain.server.submission;

import org.jspecify.annotations.Nullable;

/**
 * What a sender says about sending, beside the visit.
 *
 * @param idempotencyKey names this sending: sent again under the same key within seven days it is
 *     answered and not recorded again. Null if there is none
 * @param asked whether the sender wants to be asked about an equal visit
 * @param againAfter id of the equal submission that the sender knows of and wants to send once
 *     more; 0 if none
 */
public record SendOptions(@Nullable String idempotencyKey, boolean asked, long againAfter) {

  /** Keys are printable ASCII, so that they travel in a header. */
  public static final int MAX_KEY_CHARS = 200;

  public SendOptions {
    if (idempotencyKey != null && !isKey(idempotencyKey)) {
      throw new IllegalArgumentException("not an idempotency key");
    }
  }

  /** Of a program: with a key it knows itself what it sends. */
  public static SendOptions ofProgram(@Nullable String idempotencyKey, long againAfter) {
    return new SendOptions(idempotencyKey, idempotencyKey == null, againAfter);
  }

  /** Of a form: the key makes a second press of the button harmless, and people are asked. */
  public static SendOptions ofForm(String idempotencyKey, long againAfter) {
    return new SendOptions(idempotencyKey, true, againAfter);
  }

  /** 1 to {@value #MAX_KEY_CHARS} characters from {@code !} to {@code ~}. */
  public static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_KEY_CHARS
        && text.chars().allMatch(one -> one >= '!' && one <= '~');
  }
}
