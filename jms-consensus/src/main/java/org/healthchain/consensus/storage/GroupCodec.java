package org.healthchain.consensus.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.healthchain.consensus.message.Digest;

/**
 * A group's bytes: ordinal u64, chain u32, flags u8 (1: its votes replace all), length u32 of the
 * body; then the body: for each vote u8 1, length u32, bytes; for each batch u8 2, length u32,
 * digest 32, bytes. The chain is the CRC-32C of the former group's chain u32, ordinal, flags and
 * body.
 */
final class GroupCodec {
  static final int HEADER_BYTES = 17;
  static final int MAX_BODY_BYTES = 512 << 20;

  private static final int FLAGS_AT = 12;
  private static final int LENGTH_AT = 13;
  private static final int REPLACES_VOTES = 1;
  private static final byte VOTE = 1;
  private static final byte BATCH = 2;
  private static final int RECORD_HEADER_BYTES = 5;

  private GroupCodec() {}

  /** A group that was read: whole, but not compared with the one before it. */
  record Decoded(
      long ordinal,
      int chain,
      boolean replacesVotes,
      List<byte[]> votes,
      Map<Digest, byte[]> batches,
      byte[] bytes) {
    boolean follows(int chainBefore) {
      return chain == GroupCodec.chain(chainBefore, bytes);
    }
  }

  static byte[] encode(LogGroup group, long ordinal, int chainBefore) {
    long body = 0;
    for (byte[] vote : group.votes()) {
      body += RECORD_HEADER_BYTES + vote.length;
    }
    for (byte[] batch : group.batches().values()) {
      body += RECORD_HEADER_BYTES + Digest.BYTES + batch.length;
    }
    if (body > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a group of " + body + " bytes");
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + (int) body);
    out.putLong(ordinal).putInt(0).put((byte) (group.replacesVotes() ? REPLACES_VOTES : 0));
    out.putInt((int) body);
    group.votes().forEach(vote -> out.put(VOTE).putInt(vote.length).put(vote));
    group
        .batches()
        .forEach(
            (digest, batch) ->
                out.put(BATCH).putInt(Digest.BYTES + batch.length).put(digest.bytes()).put(batch));
    out.putInt(8, chain(chainBefore, out.array()));
    return out.array();
  }

  static int chainOf(byte[] group) {
    return ByteBuffer.wrap(group).getInt(8);
  }

  /**
   * How long the group is that begins with these bytes, its header included; 0 when it can't be
   * one.
   *
   * @param beginning at least the header
   */
  static int length(ByteBuffer beginning) {
    int body = beginning.getInt(LENGTH_AT);
    return body >= 0 && body <= MAX_BODY_BYTES ? HEADER_BYTES + body : 0;
  }

  /** Null when the bytes are none. */
  static Decoded decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<byte[]> votes = new ArrayList<>();
    Map<Digest, byte[]> batches = new LinkedHashMap<>();
    in.position(HEADER_BYTES);
    while (in.remaining() >= RECORD_HEADER_BYTES) {
      byte kind = in.get();
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        return null;
      }
      byte[] one = new byte[length];
      in.get(one);
      if (kind == VOTE) {
        votes.add(one);
      } else if (kind == BATCH && length > Digest.BYTES) {
        batches.put(
            Digest.of(Arrays.copyOf(one, Digest.BYTES)),
            Arrays.copyOfRange(one, Digest.BYTES, length));
      } else {
        return null;
      }
    }
    return in.hasRemaining()
        ? null
        : new Decoded(
            in.getLong(0), in.getInt(8), in.get(FLAGS_AT) == REPLACES_VOTES, votes, batches, bytes);
  }

  private static int chain(int chainBefore, byte[] group) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(0, chainBefore));
    crc.update(group, 0, 8);
    crc.update(group, FLAGS_AT, group.length - FLAGS_AT);
    return (int) crc.getValue();
  }
}
