package org.healthchain.operator.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of a log file and what is appended; starts over when the log rotates. */
public final class LogTail {
  private static final int MAX_READ_BYTES = 1 << 20;

  private final Path file;
  private long position;

  public LogTail(Path file) {
    this.file = file;
  }

  /** The last lines, at most {@code count} and at most what a mebibyte holds. */
  public List<String> last(int count) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    position = Math.max(0, Files.size(file) - MAX_READ_BYTES);
    List<String> lines = more();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** The complete lines since the last call. */
  public List<String> more() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    long size = Files.size(file);
    if (size < position) {
      position = 0;
    }
    byte[] bytes = new byte[(int) Math.min(size - position, MAX_READ_BYTES)];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      in.readFully(bytes);
    }
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    position += end;
    return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
  }
}
