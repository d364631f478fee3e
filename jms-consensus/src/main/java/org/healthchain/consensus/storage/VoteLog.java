package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.LogRecordCodec;
import org.healthchain.consensus.message.MalformedMessageException;

/**
 * A replica's votes on disk. One file per generation; a rewrite (at every garbage collection)
 * begins a new generation with all that is still needed and deletes the old, so the log stays as
 * short as the window. Not for concurrent use.
 */
public final class VoteLog implements AutoCloseable {
  private static final String SUFFIX = ".votes";

  private final Path directory;
  private final Durability durability;
  private final List<LogRecord> recovered;
  private final Condition condition;
  private long generation;
  private RecordFile file;

  /** In which state the log was found. */
  public enum Condition {
    /** There is none. */
    ABSENT,
    /** All of it is there, but perhaps for a torn tail, which nobody acted upon. */
    INTACT,
    /** Something inside is missing: votes may be forgotten. What is left is not to be used. */
    DAMAGED
  }

  private VoteLog(
      Path directory,
      Durability durability,
      Condition condition,
      List<LogRecord> recovered,
      long generation,
      RecordFile file) {
    this.directory = directory;
    this.durability = durability;
    this.condition = condition;
    this.recovered = List.copyOf(recovered);
    this.generation = generation;
    this.file = file;
  }

  public static VoteLog open(Path directory, Durability durability) throws IOException {
    Files.createDirectories(directory);
    long generation = newestGeneration(directory);
    Path path = path(directory, generation);
    if (!Files.exists(path)) {
      RecordFile fresh = RecordFile.open(path, 0);
      return new VoteLog(directory, durability, Condition.ABSENT, List.of(), generation, fresh);
    }
    RecordFile.Contents contents = RecordFile.read(path);
    List<LogRecord> records = new ArrayList<>();
    Condition condition = contents.damagedInside() ? Condition.DAMAGED : Condition.INTACT;
    for (byte[] one : contents.records()) {
      try {
        records.add(LogRecordCodec.decode(one));
      } catch (MalformedMessageException e) {
        condition = Condition.DAMAGED;
      }
    }
    if (condition == Condition.INTACT && records.isEmpty()) {
      condition = Condition.ABSENT;
    }
    if (condition == Condition.DAMAGED) {
      records.clear();
      // Kept for whoever wants to know what happened; the replica goes on in a new generation.
      generation++;
      path = path(directory, generation);
    }
    RecordFile file =
        RecordFile.open(path, condition == Condition.DAMAGED ? 0 : contents.goodBytes());
    return new VoteLog(directory, durability, condition, records, generation, file);
  }

  public Condition condition() {
    return condition;
  }

  /** What was in the log when it was opened, oldest first. */
  public List<LogRecord> recovered() {
    return recovered;
  }

  /** Returns when the records are as durable as they are going to be. */
  public void append(List<LogRecord> records) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    file.append(encode(records));
    if (durability == Durability.POWER_FAILURE) {
      file.sync();
    }
  }

  /** Replaces the whole log: after a crash either the old or the new one is there. */
  public void rewrite(List<LogRecord> records) throws IOException {
    Path temporary = directory.resolve("rewrite.tmp");
    Files.deleteIfExists(temporary);
    try (RecordFile next = RecordFile.open(temporary, 0)) {
      next.append(encode(records));
      next.sync();
    }
    Path old = file.path();
    Path path = path(directory, generation + 1);
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    RecordFile.syncDirectory(directory);
    generation++;
    file.close();
    file = RecordFile.open(path, Files.size(path));
    Files.deleteIfExists(old);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static List<byte[]> encode(List<LogRecord> records) {
    return records.stream().map(LogRecordCodec::encode).toList();
  }

  private static Path path(Path directory, long generation) {
    return directory.resolve(String.format(Locale.ROOT, "%016x%s", generation, SUFFIX));
  }

  private static long newestGeneration(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{16}\\.votes"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 16), 16))
          .max()
          .orElse(1);
    }
  }
}
