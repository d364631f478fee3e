package org.healthchain.server.transaction;

/**
 * Body of an ACCESS transaction (FR-11): pins the manager's audit trail, so that it cannot be
 * rewritten later.
 *
 * @param auditDigest hash of the trail's newest entry, which chains all before it
 * @param auditEntries how many entries that covers
 */
public record AccessDigest(Hash auditDigest, long auditEntries) implements ControlPayload {
  @Override
  public TransactionKind kind() {
    return TransactionKind.ACCESS;
  }

  @Override
  public void write(CanonicalWriter out) {
    out.hash(auditDigest).u64(auditEntries);
  }

  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    return StateChange.to(state.withLastAccess(auditDigest));
  }

  static AccessDigest read(CanonicalReader in) throws MalformedEncodingException {
    return new AccessDigest(in.hash(), in.u64());
  }
}
