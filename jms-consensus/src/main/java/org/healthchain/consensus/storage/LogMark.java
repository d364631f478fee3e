package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What is known of the log beside the log: written after every group, forced at the start and at a
 * clean stop only. Without a loss of power it is exact; after one it may be a few groups behind,
 * never ahead.
 *
 * @param ordinal of the last group that was acted upon
 * @param durability of the last writer
 * @param clean whether the last writer stopped in an orderly way, with everything forced
 * @param doubtful whether the log was found incomplete and no group has replaced its votes since
 * @param boot of the last writer's machine
 * @param starts how many times the replica had started, the last writer included
 */
record LogMark(
    long ordinal,
    Durability durability,
    boolean clean,
    boolean doubtful,
    BootId boot,
    long starts) {

  LogMark at(long newOrdinal, boolean stillDoubtful) {
    return new LogMark(newOrdinal, durability, false, stillDoubtful, boot, starts);
  }

  LogMark cleanly() {
    return new LogMark(ordinal, durability, true, doubtful, boot, starts);
  }

  /**
   * The file of marks: two places that take turns, so that one is whole at any time. Each: magic
   * u32, version u8, flags u8 (1 clean, 2 doubtful, 4 forced log), turn u64, ordinal u64, starts
   * u64, boot id u64 u64 (0, 0: unknown), CRC-32C u32.
   */
  static final class Store implements AutoCloseable {
    static final String NAME = "mark";

    private static final int MAGIC = 0x48434d4b;
    private static final byte VERSION = 1;
    private static final int PLACE_BYTES = 4096;
    private static final int MARK_BYTES = 50;
    private static final int CLEAN = 1;
    private static final int DOUBTFUL = 2;
    private static final int FORCED = 4;

    private final LogDisk.LogFile file;
    private long turn;
    private Optional<LogMark> found = Optional.empty();

    private Store(LogDisk.LogFile file) {
      this.file = file;
    }

    static Store open(LogDisk disk) throws IOException {
      boolean exists = disk.names().contains(NAME);
      Store store = new Store(disk.open(NAME));
      if (exists) {
        byte[] bytes = store.file.read();
        store.consider(bytes, 0);
        store.consider(bytes, PLACE_BYTES);
      }
      int bytes = (int) store.file.bytes();
      if (bytes < 2 * PLACE_BYTES) {
        store.file.write(bytes, ByteBuffer.allocate(2 * PLACE_BYTES - bytes));
        store.file.force(true);
        disk.forceNames();
      }
      return store;
    }

    /** The last mark; empty when there is none that is whole. */
    Optional<LogMark> found() {
      return found;
    }

    void write(LogMark mark, boolean force) throws IOException {
      turn++;
      file.write((turn & 1) * PLACE_BYTES, encode(mark));
      if (force) {
        file.force(false);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }

    private ByteBuffer encode(LogMark mark) {
      int flags =
          (mark.clean ? CLEAN : 0)
              | (mark.doubtful ? DOUBTFUL : 0)
              | (mark.durability == Durability.POWER_FAILURE ? FORCED : 0);
      ByteBuffer out = ByteBuffer.allocate(MARK_BYTES);
      out.putInt(MAGIC).put(VERSION).put((byte) flags);
      out.putLong(turn).putLong(mark.ordinal).putLong(mark.starts);
      out.putLong(mark.boot.id().map(UUID::getMostSignificantBits).orElse(0L));
      out.putLong(mark.boot.id().map(UUID::getLeastSignificantBits).orElse(0L));
      return out.putInt(checksum(out.array(), 0)).flip();
    }

    private void consider(byte[] bytes, int at) {
      if (at + MARK_BYTES > bytes.length) {
        return;
      }
      ByteBuffer in = ByteBuffer.wrap(bytes, at, MARK_BYTES).slice();
      boolean whole = in.getInt(MARK_BYTES - 4) == checksum(bytes, at) && in.getInt(0) == MAGIC;
      if (!whole || in.get(4) != VERSION || (found.isPresent() && in.getLong(6) < turn)) {
        return;
      }
      int flags = in.get(5);
      turn = in.getLong(6);
      UUID boot = new UUID(in.getLong(30), in.getLong(38));
      found =
          Optional.of(
              new LogMark(
                  in.getLong(14),
                  (flags & FORCED) != 0 ? Durability.POWER_FAILURE : Durability.PROCESS_END,
                  (flags & CLEAN) != 0,
                  (flags & DOUBTFUL) != 0,
                  new BootId(Optional.of(boot).filter(id -> !id.equals(new UUID(0, 0)))),
                  in.getLong(22)));
    }

    private static int checksum(byte[] bytes, int at) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, at, MARK_BYTES - 4);
      return (int) crc.getValue();
    }
  }
}
