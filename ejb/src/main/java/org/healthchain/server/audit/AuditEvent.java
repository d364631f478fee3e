package org.healthchain.server.audit;

/**
 * What is to be written into the trail. Texts longer than {@link #MAX_TEXT_CHARS} are refused.
 *
 * @param actor the signed-in user, or {@code system}
 * @param subject a serial number, transaction id, key id or institution; never a patient's name
 * @param reason as given by the actor, or empty
 */
public record AuditEvent(
    String actor, AuditAction action, String subject, String reason, AuditOutcome outcome) {
  public static final int MAX_TEXT_CHARS = 500;

  public AuditEvent {
    for (String text : new String[] {actor, subject, reason}) {
      if (text == null || text.length() > MAX_TEXT_CHARS) {
        throw new IllegalArgumentException(
            "an audit entry's texts have at most " + MAX_TEXT_CHARS + " characters");
      }
    }
  }
}
