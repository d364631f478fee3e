/** Visits from doctors, encrypted and queued, and what became of them (FR-1, FR-2). */
package org.healthchain.server.submission;
