package org.healthchain.consensus.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The 512 bytes that a disk writes whole or not at all, each with a checksum of its own: so that a
 * write that did not finish, which leaves some sectors as they were, can be told from bytes that
 * went bad afterwards.
 *
 * <p>Segment's number u64, flags u8 (1: a group begins here), content 498, CRC-32C u32 of the
 * sector's index u32 and all before, mark u8. The mark follows from the segment's number and comes
 * last: a sector of which only the beginning was written lacks it.
 */
final class Sector {
  static final int BYTES = 512;
  static final int CONTENT_BYTES = 498;

  /** What lies in one sector of a segment. */
  enum State {
    /** As it was before this segment was written: zeros, or of the file's former life. */
    OLD,
    VALID,
    /** Only its beginning was written. */
    UNFINISHED,
    /** Was written whole and is something else now. */
    ROTTEN
  }

  private static final int FLAGS = 8;
  private static final int CONTENT = 9;
  private static final int CHECKSUM = CONTENT + CONTENT_BYTES;
  private static final int MARK = BYTES - 1;
  private static final int BEGINS_GROUP = 1;

  private Sector() {}

  /** Writes one sector; what the content does not fill is zero. */
  static void put(
      ByteBuffer out, long segment, int index, boolean beginsGroup, ByteBuffer content) {
    int at = out.position();
    out.putLong(segment).put((byte) (beginsGroup ? BEGINS_GROUP : 0));
    int bytes = Math.min(CONTENT_BYTES, content.remaining());
    out.put(content.slice(content.position(), bytes));
    content.position(content.position() + bytes);
    out.position(at + CHECKSUM);
    out.putInt(checksum(out.array(), at, index)).put(mark(segment));
  }

  static State state(byte[] file, int index, long segment) {
    int at = index * BYTES;
    if (at + BYTES > file.length || isZero(file, at)) {
      return State.OLD;
    }
    if (isWhole(file, index)) {
      return segment(file, index) == segment ? State.VALID : State.OLD;
    }
    return file[at + MARK] == mark(segment) ? State.ROTTEN : State.UNFINISHED;
  }

  /** Whether the checksum is right, whichever segment it is of. */
  static boolean isWhole(byte[] file, int index) {
    int at = index * BYTES;
    return at + BYTES <= file.length
        && ByteBuffer.wrap(file).getInt(at + CHECKSUM) == checksum(file, at, index)
        && !isZero(file, at);
  }

  static long segment(byte[] file, int index) {
    return ByteBuffer.wrap(file).getLong(index * BYTES);
  }

  static boolean beginsGroup(byte[] file, int index) {
    return file[index * BYTES + FLAGS] == BEGINS_GROUP;
  }

  static ByteBuffer content(byte[] file, int index) {
    return ByteBuffer.wrap(file, index * BYTES + CONTENT, CONTENT_BYTES).slice();
  }

  private static byte mark(long segment) {
    return (byte) (1 + segment % 255);
  }

  private static boolean isZero(byte[] file, int at) {
    for (int i = at; i < at + BYTES; i++) {
      if (file[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] file, int at, int index) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(0, index));
    crc.update(file, at, CHECKSUM);
    return (int) crc.getValue();
  }
}
