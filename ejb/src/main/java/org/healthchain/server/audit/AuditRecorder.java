package org.healthchain.server.audit;

/** Where services leave their trace; not for pages. */
public interface AuditRecorder {
  /** Commits one entry, apart from the caller's transaction, before it returns. */
  void record(AuditEvent event);
}
