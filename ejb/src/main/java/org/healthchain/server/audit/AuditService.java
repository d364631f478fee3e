package org.healthchain.server.audit;

import java.util.List;
import java.util.OptionalLong;

/** Reads the audit trail. Roles MANAGER and AUDITOR. */
public interface AuditService {
  /** Newest first. */
  List<AuditEntryView> entries(int offset, int limit);

  long count();

  /**
   * Checks the trail's hash chain and that it is what was pinned on the chain; empty if whole, else
   * the number of the first wrong entry.
   */
  OptionalLong firstWrongEntry();
}
