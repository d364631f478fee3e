package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Counts a replica's starts in a small file that lies with its keys and not with its data, so that
 * a replica whose data disk was wiped knows that it has voted before.
 *
 * @param start the number of this start, from 1
 */
public record StartMarker(long start) {
  private static final int MAGIC = 0x48435354;
  private static final int BYTES = 12;

  /** Whether this key has never been started before (as far as this file knows). */
  public boolean isFirst() {
    return start == 1;
  }

  /** Counts this start, durably. A damaged file counts as many starts. */
  public static StartMarker next(Path file) throws IOException {
    long previous = 0;
    if (Files.exists(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      boolean good = bytes.limit() == BYTES && bytes.getInt() == MAGIC;
      previous = good ? Math.max(1, bytes.getLong()) : 1L << 20;
    }
    long start = previous + 1;
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.allocate(BYTES).putInt(MAGIC).putLong(start).flip());
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    RecordFile.syncDirectory(directory);
    return new StartMarker(start);
  }
}
