package org.healthchain.consensus.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;

/** Reads all files of a log and puts them together. */
final class LogScan {
  final List<Segment> segments = new ArrayList<>();
  final Map<Digest, byte[]> batches = new LinkedHashMap<>();
  final Map<Digest, Segment> where = new LinkedHashMap<>();

  /** Since the last group that replaced all votes, that one included. */
  List<byte[]> votes = new ArrayList<>();

  /** The segment of that group. */
  Optional<Segment> votesFrom = Optional.empty();

  /** Whether votes are missing after that group, or it itself. */
  boolean votesDamaged;

  /** Whether anything that was written whole is bad now, votes or batches. */
  boolean rotten;

  long lastOrdinal;
  int lastChain;
  long lastNumber;

  static LogScan of(LogDisk disk) throws IOException {
    List<SegmentScan> files = new ArrayList<>();
    for (String name : disk.names()) {
      if (name.endsWith(Segment.SUFFIX)) {
        try (LogDisk.LogFile file = disk.open(name)) {
          SegmentScan.of(name, file.read()).ifPresent(files::add);
        }
      }
    }
    files.sort(Comparator.comparingLong(SegmentScan::number));
    LogScan scan = new LogScan();
    files.forEach(scan::take);
    return scan;
  }

  private void take(SegmentScan file) {
    votesDamaged |= file.number() == lastNumber;
    lastNumber = file.number();
    Segment segment = Segment.found(file.number(), file.name(), file.bytes());
    segments.add(segment);
    for (SegmentScan.FoundGroup finding : file.findings()) {
      if (finding.group().isPresent()) {
        take(segment, finding.group().get());
      } else {
        votesDamaged = true;
        rotten = true;
      }
    }
  }

  private void take(Segment segment, GroupCodec.Decoded group) {
    // Ordinals are missing where a dead segment is gone: no harm if all votes are replaced later.
    boolean next = group.ordinal() == lastOrdinal + 1;
    votesDamaged |= !next || !group.follows(lastChain);
    lastOrdinal = group.ordinal();
    lastChain = group.chain();
    if (group.replacesVotes()) {
      votes = new ArrayList<>();
      votesFrom = Optional.of(segment);
      votesDamaged = false;
    }
    votes.addAll(group.votes());
    group
        .batches()
        .forEach(
            (digest, batch) -> {
              if (where.putIfAbsent(digest, segment) == null) {
                batches.put(digest, batch);
                segment.liveBatches++;
              }
            });
  }
}
