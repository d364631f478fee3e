package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of records: each has a length (32 bits, big-endian), the CRC-32C of length
 * and bytes (32 bits), and the bytes. Not for concurrent use.
 */
final class RecordFile implements AutoCloseable {
  static final int HEADER_BYTES = 8;
  static final int MAX_RECORD_BYTES = 64 << 20;

  private final Path path;
  private final FileChannel channel;
  private long length;

  private RecordFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.length = length;
  }

  /**
   * What a file holds.
   *
   * @param goodBytes length of the whole records at the beginning
   * @param damagedInside whether a whole record follows after bytes that are none: no torn tail
   */
  record Contents(List<byte[]> records, long goodBytes, boolean damagedInside) {}

  /** Opens for appending after the first {@code goodBytes}; the rest is cut off. */
  static RecordFile open(Path path, long goodBytes) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.size() > goodBytes) {
      channel.truncate(goodBytes);
      channel.force(true);
    }
    channel.position(goodBytes);
    return new RecordFile(path, channel, goodBytes);
  }

  static Contents read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
    List<byte[]> records = new ArrayList<>();
    int position = 0;
    while (isRecord(bytes, position)) {
      int size = bytes.getInt(position);
      int from = position + HEADER_BYTES;
      records.add(Arrays.copyOfRange(bytes.array(), from, from + size));
      position = from + size;
    }
    boolean damaged = false;
    for (int later = position + 1; later < bytes.limit() && !damaged; later++) {
      damaged = isRecord(bytes, later);
    }
    return new Contents(records, position, damaged);
  }

  /** Writes all records with one call; {@link #sync} makes them durable. */
  void append(List<byte[]> records) throws IOException {
    int total = 0;
    for (byte[] one : records) {
      if (one.length == 0 || one.length > MAX_RECORD_BYTES) {
        throw new IllegalArgumentException("a record of " + one.length + " bytes");
      }
      total = Math.addExact(total, HEADER_BYTES + one.length);
    }
    ByteBuffer out = ByteBuffer.allocate(total);
    for (byte[] one : records) {
      out.putInt(one.length).putInt(checksum(one, 0, one.length)).put(one);
    }
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    length += total;
  }

  void sync() throws IOException {
    channel.force(false);
  }

  long length() {
    return length;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean isRecord(ByteBuffer bytes, int position) {
    if (bytes.limit() - position < HEADER_BYTES) {
      return false;
    }
    int size = bytes.getInt(position);
    return size > 0
        && size <= MAX_RECORD_BYTES
        && size <= bytes.limit() - position - HEADER_BYTES
        && bytes.getInt(position + 4) == checksum(bytes.array(), position + HEADER_BYTES, size);
  }

  private static int checksum(byte[] bytes, int from, int size) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(0, size));
    crc.update(bytes, from, size);
    return (int) crc.getValue();
  }

  /** Makes creations, renamings and deletions in a directory durable. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
