package org.healthchain.consensus.message;

import java.util.List;

/**
 * What the sender holds, validated and on disk: one high-water mark per lane. An entry says that
 * the sender holds every batch of that lane from the floor of the named batch up to the named batch
 * itself that its ledger has not executed. The digest binds the whole chain below it.
 */
public record HoldingVector(List<Entry> entries) implements DisseminationMessage {
  public HoldingVector {
    entries = List.copyOf(entries);
  }

  /** One lane's high-water mark. */
  public record Entry(LanePosition position, Digest digest) {}

  @Override
  public void accept(DisseminationMessage.Handler handler) {
    handler.on(this);
  }
}
