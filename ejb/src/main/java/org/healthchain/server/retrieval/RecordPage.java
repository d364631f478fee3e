package org.healthchain.server.retrieval;

import java.util.List;

/**
 * Records of a patient, newest first, a part of all at a time; what is left out is never silent.
 *
 * @param from number of the first one here; 1 is the newest
 * @param total how many there are on the ledger
 */
public record RecordPage(List<RecordView> records, long from, long total) {
  public RecordPage {
    records = List.copyOf(records);
  }

  /** Number of the last one here. */
  public long to() {
    return from + records.size() - 1;
  }

  /** Whether there are others than those here. */
  public boolean part() {
    return records.size() < total;
  }

  /** Whether there are older ones. */
  public boolean more() {
    return to() < total;
  }
}
