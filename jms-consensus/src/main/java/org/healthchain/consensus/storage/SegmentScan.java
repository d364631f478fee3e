package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one file of the log holds: its whole groups and its damages, as they lie in it.
 *
 * @param number of the segment
 */
record SegmentScan(long number, String name, int bytes, List<FoundGroup> findings) {
  /** A whole group; empty for bytes that were written whole and have gone bad. */
  record FoundGroup(Optional<GroupCodec.Decoded> group) {}

  /** Empty for a file in which no sector was ever written. */
  static Optional<SegmentScan> of(String name, byte[] file) throws IOException {
    long number = 0;
    for (int i = 0; (i + 1) * Sector.BYTES <= file.length; i++) {
      if (Sector.isWhole(file, i)) {
        number = Math.max(number, Sector.segment(file, i));
      }
    }
    if (Sector.isWhole(file, 0) && !Segment.hasHead(file)) {
      throw new IOException(name + " is of another version of this software");
    }
    return number == 0
        ? Optional.empty()
        : Optional.of(new SegmentScan(number, name, file.length, findings(file, number)));
  }

  private static List<FoundGroup> findings(byte[] file, long number) {
    List<FoundGroup> findings = new ArrayList<>();
    int pages = file.length / Segment.PAGE_BYTES;
    for (int page = 1; page < pages; ) {
      byte[] bytes = group(file, page * Segment.PAGE_SECTORS, number);
      if (bytes != null) {
        findings.add(new FoundGroup(Optional.ofNullable(GroupCodec.decode(bytes))));
        page += Segment.pages(bytes.length);
      } else {
        if (isRotten(file, page, number)) {
          findings.add(new FoundGroup(Optional.empty()));
        }
        page++;
      }
    }
    return findings;
  }

  /** The bytes of the group that begins here, null when it is not all there. */
  private static byte[] group(byte[] file, int first, long number) {
    if (Sector.state(file, first, number) != Sector.State.VALID
        || !Sector.beginsGroup(file, first)) {
      return null;
    }
    int length = GroupCodec.length(Sector.content(file, first));
    int sectors = Segment.sectors(length);
    if (length == 0 || (long) (first + sectors) * Sector.BYTES > file.length) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (int i = 0; i < sectors; i++) {
      boolean good = Sector.state(file, first + i, number) == Sector.State.VALID;
      if (!good || (i > 0 && Sector.beginsGroup(file, first + i))) {
        return null;
      }
      ByteBuffer content = Sector.content(file, first + i);
      bytes.put(content.limit(Math.min(content.limit(), bytes.remaining())));
    }
    return bytes.array();
  }

  private static boolean isRotten(byte[] file, int page, long number) {
    int first = page * Segment.PAGE_SECTORS;
    for (int i = first; i < first + Segment.PAGE_SECTORS; i++) {
      if (Sector.state(file, i, number) == Sector.State.ROTTEN) {
        return true;
      }
    }
    return false;
  }
}
