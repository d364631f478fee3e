/**
 * Visits from doctors, encrypted and queued, and what became of them (FR-1, FR-2). Owns the table
 * {@code hc_submission}, the outbox.
 */
package org.healthchain.server.submission;
