package org.healthchain.server.audit;

/** Where services leave their trace; not for pages. */
public interface AuditRecorder {
  /** Commits one entry, apart from the caller's transaction, before it returns. */
  void record(AuditEvent event);

  /** The newest entry, for pinning it on the chain. */
  AuditHead head();
}
