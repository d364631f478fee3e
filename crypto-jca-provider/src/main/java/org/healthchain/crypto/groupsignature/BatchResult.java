package org.healthchain.crypto.groupsignature;

import java.util.List;

/**
 * What a batch verification found. Immutable.
 *
 * @param invalid indices of the messages whose signatures are not valid, ascending
 */
public record BatchResult(List<Integer> invalid) {
  public BatchResult {
    invalid = List.copyOf(invalid);
  }

  public boolean allValid() {
    return invalid.isEmpty();
  }
}
