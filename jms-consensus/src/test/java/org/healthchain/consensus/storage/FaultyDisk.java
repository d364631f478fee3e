package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that keeps what is forced and may lose all else, sector by sector. Handles of
 * before {@link #processEnds} and {@link #powerFails} are dead.
 */
public final class FaultyDisk implements LogDisk {
  private static final int SEGMENT_BYTES = 128 << 10;

  private final Map<String, Stored> files = new TreeMap<>();
  private int life;
  private boolean failing;
  private boolean lying;
  private Written last;

  private static final class Stored {
    private byte[] present = {};
    private byte[] durable = {};
    private final BitSet unforced = new BitSet();
    private boolean named;
  }

  /** What the last write replaced. */
  private record Written(Stored file, int at, byte[] before, int bytes) {}

  @Override
  public int segmentBytes() {
    return SEGMENT_BYTES;
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void forceNames() throws IOException {
    requirePower();
    if (!lying) {
      files.values().forEach(file -> file.named = true);
    }
  }

  @Override
  public LogFile open(String name) {
    return new Handle(files.computeIfAbsent(name, n -> new Stored()), life);
  }

  /** From now on nothing can be forced: the power fails while the disk is at work. */
  public void failToForce() {
    failing = true;
  }

  /** From now on it says that it has kept what it has not. */
  public void lie() {
    lying = true;
  }

  /** Whoever has files open writes no more. */
  public void detach() {
    life++;
    failing = true;
  }

  /** The process ends; what it handed over is there, but perhaps for the end of the last write. */
  public void processEnds(SplittableRandom random, boolean amidLastWrite) {
    if (amidLastWrite && last != null) {
      int kept = random.nextInt(last.bytes / Sector.BYTES + 1) * Sector.BYTES;
      restore(last, kept);
    }
    revive();
  }

  /** The power fails: of what was not forced any sector, or any suffix, may be as it was. */
  public void powerFails(SplittableRandom random) {
    for (String name : names()) {
      Stored file = files.get(name);
      if (!file.named && random.nextBoolean()) {
        files.remove(name);
        continue;
      }
      int unforced = file.unforced.cardinality();
      // Often just the latest is gone.
      int lost = random.nextInt((random.nextBoolean() ? unforced : Math.min(3, unforced)) + 1);
      int keptSectors = unforced - lost;
      boolean prefix = random.nextInt(3) > 0;
      boolean long0 = file.present.length == file.durable.length || random.nextBoolean();
      byte[] left = Arrays.copyOf(file.durable, long0 ? file.present.length : file.durable.length);
      int number = 0;
      for (int i = file.unforced.nextSetBit(0); i >= 0; i = file.unforced.nextSetBit(i + 1)) {
        boolean kept = prefix ? number++ < keptSectors : random.nextBoolean();
        int from = i * Sector.BYTES;
        int to = Math.min(left.length, from + Sector.BYTES);
        if (kept && from < to) {
          System.arraycopy(file.present, from, left, from, to - from);
        }
      }
      file.present = left;
      file.durable = left.clone();
      file.unforced.clear();
      file.named = true;
    }
    revive();
  }

  /** All is gone. */
  public void wipe() {
    files.clear();
    revive();
  }

  /** The bytes of a file, to be read or spoilt. */
  public byte[] bytes(String name) {
    return files.get(name).present;
  }

  public void replace(String name, byte[] bytes) {
    files.get(name).present = bytes;
  }

  /** How many sectors are not forced. */
  public int unforcedSectors() {
    return files.values().stream().mapToInt(file -> file.unforced.cardinality()).sum();
  }

  private void revive() {
    life++;
    failing = false;
    last = null;
  }

  private static void restore(Written write, int kept) {
    int from = write.at + kept;
    int count = Math.max(0, write.bytes - kept);
    System.arraycopy(write.before, kept, write.file.present, from, count);
  }

  private static boolean isZero(byte[] bytes, int sector) {
    int to = Math.min(bytes.length, (sector + 1) * Sector.BYTES);
    for (int i = sector * Sector.BYTES; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void requirePower() throws IOException {
    if (failing) {
      throw new IOException("the power is gone");
    }
  }

  private final class Handle implements LogFile {
    private final Stored file;
    private final int ofLife;

    Handle(Stored file, int ofLife) {
      this.file = file;
      this.ofLife = ofLife;
    }

    @Override
    public long bytes() {
      return file.present.length;
    }

    @Override
    public byte[] read() {
      return file.present.clone();
    }

    @Override
    public void write(long position, ByteBuffer bytes) {
      if (life != ofLife) {
        return;
      }
      int at = (int) position;
      int count = bytes.remaining();
      if (at + count > file.present.length) {
        file.present = Arrays.copyOf(file.present, at + count);
      }
      last = new Written(file, at, Arrays.copyOfRange(file.present, at, at + count), count);
      bytes.get(file.present, at, count);
      for (int i = at / Sector.BYTES; i * Sector.BYTES < at + count; i++) {
        if (!isZero(file.present, i) || (i + 1) * Sector.BYTES <= file.durable.length) {
          file.unforced.set(i);
        }
      }
    }

    @Override
    public void force(boolean length) throws IOException {
      if (life == ofLife) {
        requirePower();
      }
      if (life == ofLife && !lying) {
        if (file.durable.length != file.present.length) {
          file.durable = Arrays.copyOf(file.durable, file.present.length);
        }
        for (int i = file.unforced.nextSetBit(0); i >= 0; i = file.unforced.nextSetBit(i + 1)) {
          int from = i * Sector.BYTES;
          int count = Math.min(Sector.BYTES, file.present.length - from);
          System.arraycopy(file.present, from, file.durable, from, count);
        }
        file.unforced.clear();
      }
    }

    @Override
    public void close() {}
  }
}
