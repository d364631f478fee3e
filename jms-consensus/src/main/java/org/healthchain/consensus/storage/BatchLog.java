package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.healthchain.consensus.message.Digest;

/**
 * The batches a replica has acknowledged and not executed, in segments. A segment is deleted when
 * the last of its batches is discarded; what a crash un-discards is discarded again when it is
 * executed or expires. Quotas on the batches bound the disk. Not for concurrent use.
 */
public final class BatchLog implements AutoCloseable {
  private static final long SEGMENT_BYTES = 16 << 20;
  private static final String SUFFIX = ".batches";

  private final Path directory;
  private final Durability durability;
  private final Map<Digest, Segment> where = new HashMap<>();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private Map<Digest, byte[]> recovered = new LinkedHashMap<>();
  private RecordFile file;
  private Segment current;

  private static final class Segment {
    private final long number;
    private final Path path;
    private int live;

    Segment(long number, Path path) {
      this.number = number;
      this.path = path;
    }
  }

  private BatchLog(Path directory, Durability durability) {
    this.directory = directory;
    this.durability = durability;
  }

  public static BatchLog open(Path directory, Durability durability) throws IOException {
    Files.createDirectories(directory);
    BatchLog log = new BatchLog(directory, durability);
    long newest = 0;
    for (long number : log.numbers()) {
      Segment segment = new Segment(number, log.path(number));
      for (byte[] one : RecordFile.read(segment.path).records()) {
        if (one.length > Digest.BYTES) {
          Digest digest = Digest.of(java.util.Arrays.copyOf(one, Digest.BYTES));
          byte[] batch = java.util.Arrays.copyOfRange(one, Digest.BYTES, one.length);
          if (log.recovered.put(digest, batch) == null) {
            segment.live++;
            log.where.put(digest, segment);
          }
        }
      }
      log.segments.put(number, segment);
      log.deleteIfEmpty(segment);
      newest = number;
    }
    log.begin(newest + 1);
    return log;
  }

  /** What was found at the start, by digest; given out once. The caller checks the bytes. */
  public Map<Digest, byte[]> takeRecovered() {
    Map<Digest, byte[]> found = recovered;
    recovered = Map.of();
    return found;
  }

  /** Returns when the batches are durable. */
  public void store(Map<Digest, byte[]> batches) throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (Map.Entry<Digest, byte[]> batch : batches.entrySet()) {
      if (where.putIfAbsent(batch.getKey(), current) == null) {
        byte[] bytes = new byte[Digest.BYTES + batch.getValue().length];
        System.arraycopy(batch.getKey().bytes(), 0, bytes, 0, Digest.BYTES);
        System.arraycopy(batch.getValue(), 0, bytes, Digest.BYTES, batch.getValue().length);
        records.add(bytes);
        current.live++;
      }
    }
    if (records.isEmpty()) {
      return;
    }
    file.append(records);
    if (durability == Durability.POWER_FAILURE) {
      file.sync();
    }
    if (file.length() >= SEGMENT_BYTES) {
      file.close();
      Segment full = current;
      begin(full.number + 1);
      deleteIfEmpty(full);
    }
  }

  public void discard(Collection<Digest> digests) throws IOException {
    for (Digest digest : digests) {
      Segment segment = where.remove(digest);
      if (segment != null) {
        segment.live--;
        deleteIfEmpty(segment);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void begin(long number) throws IOException {
    current = new Segment(number, path(number));
    segments.put(number, current);
    file = RecordFile.open(current.path, 0);
    RecordFile.syncDirectory(directory);
  }

  private void deleteIfEmpty(Segment segment) throws IOException {
    if (segment != current && segment.live == 0) {
      segments.remove(segment.number);
      Files.deleteIfExists(segment.path);
    }
  }

  private Path path(long number) {
    return directory.resolve(String.format(Locale.ROOT, "%016x%s", number, SUFFIX));
  }

  private List<Long> numbers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{16}\\.batches"))
          .map(name -> Long.parseLong(name.substring(0, 16), 16))
          .sorted()
          .toList();
    }
  }
}
