package org.healthchain.consensus.transport;

import java.util.Optional;

/** What a frame carries. The wire number stands in the frame's header. */
public enum FrameKind {
  /** An encoded message of consensus or dissemination. */
  MESSAGE(1),

  /** A request for blocks, or a piece of the answer. */
  BLOCKS(2);

  private final int wireNumber;

  FrameKind(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  int wireNumber() {
    return wireNumber;
  }

  static Optional<FrameKind> ofWireNumber(int wireNumber) {
    return switch (wireNumber) {
      case 1 -> Optional.of(MESSAGE);
      case 2 -> Optional.of(BLOCKS);
      default -> Optional.empty();
    };
  }
}
