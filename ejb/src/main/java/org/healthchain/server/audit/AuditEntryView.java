package org.healthchain.server.audit;

import java.time.Instant;

/**
 * One entry of the audit trail: who did what to which object and why; nothing clinical.
 *
 * @param action such as RETRIEVE, OPEN, ROTATE_KEY, INVITE, ADMIT, REVOKE, LOGIN
 * @param subject serial number, transaction id, key id or member, never a patient's name
 */
public record AuditEntryView(
    long number,
    Instant at,
    String actor,
    String action,
    String subject,
    String reason,
    String outcome) {}
