package org.healthchain.server.audit;

import java.time.Instant;

/**
 * One entry of the audit trail: who did what to which object and why; nothing clinical.
 *
 * @param action the name of an {@link AuditAction}
 * @param subject serial number, transaction id, key id or member, never a patient's name
 * @param outcome what {@link AuditOutcome#parse} reads
 */
public record AuditEntryView(
    long number,
    Instant at,
    String actor,
    String action,
    String subject,
    String reason,
    String outcome) {}
