package org.healthchain.consensus.message;

import java.nio.charset.StandardCharsets;

/**
 * The byte strings that replicas sign. Each begins with the length and text of a label of its own
 * and the chain id, so that no signature serves twice.
 */
public final class Statements {
  private final Digest chainId;

  public Statements(Digest chainId) {
    this.chainId = chainId;
  }

  public Digest chainId() {
    return chainId;
  }

  /** What prepare (and pre-prepare) or commit votes sign. */
  public byte[] vote(
      VotePhase phase, int epoch, View view, SequenceNumber sequenceNumber, Digest digest) {
    WireWriter out = new WireWriter(128);
    label(out, phase == VotePhase.PREPARE ? "HealthChain/prepare/v1" : "HealthChain/commit/v1");
    out.digest(chainId).u32(epoch).u64(view.value()).u64(sequenceNumber.value()).digest(digest);
    return out.toByteArray();
  }

  /** What a commit certificate certifies. */
  public byte[] checkpoint(int epoch, SequenceNumber height, Digest headerHash) {
    WireWriter out = new WireWriter(128);
    label(out, "HealthChain/checkpoint/v1");
    out.digest(chainId).u32(epoch).u64(height.value()).digest(headerHash);
    return out.toByteArray();
  }

  public byte[] viewChange(ViewChange message) {
    WireWriter out = new WireWriter(1024);
    label(out, "HealthChain/view-change/v1");
    out.digest(chainId);
    ConsensusFields.writeViewChangeBody(out, message);
    return out.toByteArray();
  }

  public byte[] newView(NewView message) {
    WireWriter out = new WireWriter(4096);
    label(out, "HealthChain/new-view/v1");
    out.digest(chainId);
    ConsensusFields.writeNewViewBody(out, message);
    return out.toByteArray();
  }

  static void label(WireWriter out, String label) {
    byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
    out.u8(ascii.length).raw(ascii);
  }
}
