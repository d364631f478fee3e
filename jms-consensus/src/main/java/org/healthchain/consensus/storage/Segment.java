package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * One file of the log, of fixed length, so that forcing it writes no metadata. Its first page holds
 * magic u32, format version u8; groups follow, each at the beginning of a page: no byte that was
 * forced is written again until the whole segment is dead and its file begins a new life under a
 * greater number. Not for concurrent use.
 */
final class Segment {
  static final int PAGE_SECTORS = 8;
  static final int PAGE_BYTES = PAGE_SECTORS * Sector.BYTES;
  static final String SUFFIX = ".log";

  private static final int MAGIC = 0x48434c47;
  private static final byte VERSION = 2;

  final long number;
  final String name;
  final int bytes;
  private final LogDisk.LogFile file;
  private boolean fresh;
  private int page = 1;

  /** Batches in it that are not discarded. */
  int liveBatches;

  private Segment(long number, String name, int bytes, LogDisk.LogFile file, boolean fresh) {
    this.number = number;
    this.name = name;
    this.bytes = bytes;
    this.file = file;
    this.fresh = fresh;
  }

  /** One that was found: nothing is appended to it any more. */
  static Segment found(long number, String name, int bytes) {
    return new Segment(number, name, bytes, null, false);
  }

  /** Makes a file. It is durable with the first group. */
  static Segment create(LogDisk disk, long number, int bytes) throws IOException {
    String name = String.format(Locale.ROOT, "%016x%s", number, SUFFIX);
    LogDisk.LogFile file = disk.open(name);
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(bytes, 1 << 20));
    for (int at = 0; at < bytes; at += zeros.limit()) {
      zeros.clear().limit(Math.min(zeros.capacity(), bytes - at));
      file.write(at, zeros);
    }
    Segment segment = new Segment(number, name, bytes, file, true);
    segment.writeHead();
    return segment;
  }

  /** Takes the file of a dead segment. */
  static Segment recycle(LogDisk disk, Segment dead, long number) throws IOException {
    Segment segment = new Segment(number, dead.name, dead.bytes, disk.open(dead.name), false);
    segment.writeHead();
    return segment;
  }

  private void writeHead() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(5).putInt(MAGIC).put(VERSION).flip();
    ByteBuffer sector = ByteBuffer.allocate(Sector.BYTES);
    Sector.put(sector, number, 0, false, content);
    file.write(0, sector.flip());
  }

  static int bytesFor(byte[] group) {
    return PAGE_BYTES + pages(group.length) * PAGE_BYTES;
  }

  static int sectors(int groupBytes) {
    return (groupBytes + Sector.CONTENT_BYTES - 1) / Sector.CONTENT_BYTES;
  }

  static int pages(int groupBytes) {
    return (sectors(groupBytes) + PAGE_SECTORS - 1) / PAGE_SECTORS;
  }

  boolean hasRoomFor(byte[] group) {
    return (long) (page + pages(group.length)) * PAGE_BYTES <= bytes;
  }

  void append(byte[] group) throws IOException {
    int count = sectors(group.length);
    int first = page * PAGE_SECTORS;
    ByteBuffer out = ByteBuffer.allocate(count * Sector.BYTES);
    ByteBuffer content = ByteBuffer.wrap(group);
    for (int i = 0; i < count; i++) {
      Sector.put(out, number, first + i, i == 0, content);
    }
    file.write((long) page * PAGE_BYTES, out.flip());
    page += pages(group.length);
  }

  void force(LogDisk disk) throws IOException {
    file.force(fresh);
    if (fresh) {
      disk.forceNames();
      fresh = false;
    }
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** Whether these are the bytes of a segment's file in the present format. */
  static boolean hasHead(byte[] file) {
    ByteBuffer expected = ByteBuffer.allocate(5).putInt(MAGIC).put(VERSION);
    return Sector.isWhole(file, 0)
        && Arrays.equals(
            file, 9, 9 + expected.capacity(), expected.array(), 0, expected.capacity());
  }
}
