package org.healthchain.server.transaction;

/** Body of an ADMIT transaction. */
public record Admission(ConsortiumMember member) implements ControlPayload {
  @Override
  public TransactionKind kind() {
    return TransactionKind.ADMIT;
  }

  @Override
  public void write(CanonicalWriter out) {
    member.write(out);
  }
}
