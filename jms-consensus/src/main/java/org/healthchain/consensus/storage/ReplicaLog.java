package org.healthchain.consensus.storage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.LogRecordCodec;
import org.healthchain.consensus.message.MalformedMessageException;

/**
 * A replica's votes, and the batches it has acknowledged and not executed, in one log, so that one
 * force serves both (adr/0004). Votes are replaced as a whole now and then; a segment of the log is
 * dead when its votes are replaced and its batches discarded, and its file is used again. What a
 * crash un-discards is discarded again when it is executed or expires. Quotas on the batches bound
 * the disk. One thread at a time.
 */
public final class ReplicaLog implements AutoCloseable {
  private static final int MAX_SPARE_SEGMENTS = 2;

  private final LogDisk disk;
  private final Durability durability;
  private final LogMark.Store marks;
  private final Condition condition;
  private final boolean batchesDamaged;
  private final List<LogRecord> votes;
  private final Map<Digest, Segment> where;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final Deque<Segment> spare = new ArrayDeque<>();
  private Map<Digest, byte[]> batches;
  private LogMark mark;
  private int chain;
  private long lastNumber;
  private long votesFrom;
  private Optional<Segment> current = Optional.empty();
  private boolean failed;

  /** In which state the log was found. */
  public enum Condition {
    /** There is none. */
    ABSENT,
    /** All of it is there that was ever acted upon. */
    INTACT,
    /** The machine stopped, and what was not forced may be missing. */
    TAIL_LOST,
    /** What was acted upon is missing or has gone bad. */
    DAMAGED,
    /** It does not know of the replica's last start: a copy of before. */
    STALE
  }

  private ReplicaLog(LogDisk disk, Durability durability, LogMark.Store marks, Found found) {
    this.disk = disk;
    this.durability = durability;
    this.marks = marks;
    LogScan scan = found.scan;
    condition = found.condition;
    votes = condition == Condition.INTACT ? found.votes : List.of();
    batchesDamaged = scan.rotten;
    batches = scan.batches;
    where = scan.where;
    scan.segments.forEach(segment -> segments.put(segment.number, segment));
    chain = scan.lastChain;
    lastNumber = scan.lastNumber;
    votesFrom = scan.votesFrom.map(segment -> segment.number).orElse(0L);
  }

  private record Found(LogScan scan, Condition condition, List<LogRecord> votes) {}

  /**
   * Reads what is there. Writes nothing but that the log is open.
   *
   * @param startsBefore how many starts the replica's {@link StartMarker} has counted before
   */
  public static ReplicaLog open(LogDisk disk, Durability durability, BootId boot, long startsBefore)
      throws IOException {
    LogMark.Store marks = LogMark.Store.open(disk);
    Optional<LogMark> before = marks.found();
    Found found = judge(LogScan.of(disk), before, boot, startsBefore);
    ReplicaLog log = new ReplicaLog(disk, durability, marks, found);
    if (found.condition == Condition.INTACT && !before.orElseThrow().clean()) {
      // It may lie in the operating system's memory alone.
      for (Segment segment : log.segments.values()) {
        try (LogDisk.LogFile file = disk.open(segment.name)) {
          file.force(true);
        }
      }
    }
    log.mark =
        new LogMark(
            Math.max(found.scan.lastOrdinal, before.map(LogMark::ordinal).orElse(0L)),
            durability,
            false,
            found.condition != Condition.INTACT && found.condition != Condition.ABSENT,
            boot,
            1 + Math.max(startsBefore, before.map(LogMark::starts).orElse(0L)));
    marks.write(log.mark, true);
    return log;
  }

  private static Found judge(
      LogScan scan, Optional<LogMark> before, BootId boot, long startsBefore) {
    List<LogRecord> votes = new ArrayList<>();
    boolean decoded = true;
    for (byte[] one : scan.votes) {
      try {
        votes.add(LogRecordCodec.decode(one));
      } catch (MalformedMessageException e) {
        decoded = false;
      }
    }
    boolean empty = scan.lastOrdinal == 0 && !scan.votesDamaged;
    Condition condition = Condition.INTACT;
    if (empty && before.map(mark -> mark.ordinal() == 0 && !mark.doubtful()).orElse(true)) {
      condition = Condition.ABSENT;
    } else if (before.isPresent() && before.get().starts() < startsBefore) {
      condition = Condition.STALE;
    } else if (before.isPresent() && mayLackTail(before.get(), boot)) {
      condition = Condition.TAIL_LOST;
    } else if (before.isEmpty()
        || before.get().doubtful()
        || before.get().ordinal() > scan.lastOrdinal
        || scan.votesDamaged
        || scan.votesFrom.isEmpty()
        || !decoded) {
      condition = Condition.DAMAGED;
    }
    return new Found(scan, condition, votes);
  }

  private static boolean mayLackTail(LogMark before, BootId boot) {
    return before.durability() == Durability.PROCESS_END
        && !before.clean()
        && !before.boot().isSame(boot);
  }

  public Condition condition() {
    return condition;
  }

  /** Whether bytes have gone bad, be it only those of batches or of votes that were replaced. */
  public boolean isDamaged() {
    return batchesDamaged || condition == Condition.DAMAGED;
  }

  /** The votes that were found, oldest first; none unless the log is intact. */
  public List<LogRecord> votes() {
    return votes;
  }

  /** The number of this start, from 1. */
  public long start() {
    return mark.starts();
  }

  /** The batches that were found, by digest; given out once. The caller checks the bytes. */
  public Map<Digest, byte[]> takeBatches() {
    Map<Digest, byte[]> found = batches;
    batches = Map.of();
    return found;
  }

  /** Whether {@link #commit} waits for the disk. */
  public boolean forces() {
    return durability == Durability.POWER_FAILURE;
  }

  /**
   * Returns when the group is as durable as it is going to be. After an exception nothing can be
   * committed any more: nobody knows what is on the disk.
   */
  public void commit(LogGroup group) throws IOException {
    if (failed) {
      throw new IOException("the log has failed before");
    }
    failed = true;
    Map<Digest, byte[]> fresh = new LinkedHashMap<>(group.batches());
    fresh.keySet().removeAll(where.keySet());
    LogGroup written = new LogGroup(group.replacesVotes(), group.votes(), fresh, group.discarded());
    if (written.isDurable()) {
      write(written);
    }
    for (Digest digest : group.discarded()) {
      Optional.ofNullable(where.remove(digest)).ifPresent(segment -> segment.liveBatches--);
    }
    retire();
    failed = false;
  }

  private void write(LogGroup group) throws IOException {
    byte[] bytes = GroupCodec.encode(group, mark.ordinal() + 1, chain);
    Segment segment = withRoomFor(bytes);
    segment.append(bytes);
    if (forces()) {
      segment.force(disk);
    }
    chain = GroupCodec.chainOf(bytes);
    mark = mark.at(mark.ordinal() + 1, mark.doubtful() && !group.replacesVotes());
    marks.write(mark, false);
    if (group.replacesVotes()) {
      votesFrom = segment.number;
    }
    for (Digest digest : group.batches().keySet()) {
      where.put(digest, segment);
      segment.liveBatches++;
    }
  }

  private Segment withRoomFor(byte[] group) throws IOException {
    if (current.isPresent() && current.get().hasRoomFor(group)) {
      return current.get();
    }
    if (current.isPresent()) {
      current.get().close();
    }
    lastNumber++;
    Segment next;
    if (Segment.bytesFor(group) > disk.segmentBytes() || spare.isEmpty()) {
      int bytes = Math.max(disk.segmentBytes(), Segment.bytesFor(group));
      next = Segment.create(disk, lastNumber, bytes);
    } else {
      next = Segment.recycle(disk, spare.remove(), lastNumber);
    }
    segments.put(next.number, next);
    current = Optional.of(next);
    return next;
  }

  /** Lets go of segments in which nothing is needed any more. */
  private void retire() throws IOException {
    for (Segment segment : List.copyOf(segments.headMap(votesFrom).values())) {
      if (segment.liveBatches == 0 && segment != current.orElse(null)) {
        segments.remove(segment.number);
        if (spare.size() < MAX_SPARE_SEGMENTS && segment.bytes == disk.segmentBytes()) {
          spare.add(segment);
        } else {
          disk.delete(segment.name);
        }
      }
    }
  }

  /** Batches that are not discarded. */
  public int batchCount() {
    return where.size();
  }

  public int segmentCount() {
    return segments.size() + spare.size();
  }

  /** Closes the files and leaves word that nothing is missing. */
  @Override
  public void close() throws IOException {
    if (!failed) {
      if (current.isPresent()) {
        current.get().force(disk);
      }
      marks.write(mark.cleanly(), true);
    }
    abandon();
  }

  /** Closes the files, as the end of the process does. */
  public void abandon() throws IOException {
    failed = true;
    if (current.isPresent()) {
      current.get().close();
    }
    marks.close();
  }
}
