package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;

/** Body of an ERASE transaction (FR-13): the records whose bodies every node must forget. */
public record Erasure(List<Hash> transactionIds) implements ControlPayload {
  public static final int MAX_IDS = 1000;

  public Erasure {
    transactionIds = List.copyOf(transactionIds);
    if (transactionIds.isEmpty() || transactionIds.size() > MAX_IDS) {
      throw new IllegalArgumentException("an erasure names 1 to " + MAX_IDS + " transactions");
    }
  }

  @Override
  public TransactionKind kind() {
    return TransactionKind.ERASE;
  }

  @Override
  public void write(CanonicalWriter out) {
    out.u16(transactionIds.size());
    transactionIds.forEach(out::hash);
  }

  static Erasure read(CanonicalReader in) throws MalformedEncodingException {
    int count = in.count16(MAX_IDS);
    List<Hash> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(in.hash());
    }
    return new Erasure(ids);
  }

  /** Changes no state: each node forgets the bodies when it stores the block. */
  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    return StateChange.to(state);
  }
}
