/**
 * Visits from doctors, encrypted and queued, and what became of them (FR-1, FR-2). Owns the tables
 * {@code hc_submission}, the outbox, and {@code hc_sending}, what was sent lately.
 */
package org.healthchain.server.submission;
