package org.healthchain.server.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.MalformedEncodingException;

/** The files that operators and manager hand each other: four letters, u8 version, fields. */
public enum RecoveryFile {
  REPORT("HCRR", "report"),
  PROPOSAL("HCRP", "proposal"),
  VOTE("HCRV", "vote");

  /** No file is longer. */
  public static final int MAX_BYTES = 256 << 20;

  private static final int VERSION = 1;
  private static final int LETTERS = 4;

  private final byte[] letters;
  private final String words;

  RecoveryFile(String letters, String words) {
    this.letters = letters.getBytes(StandardCharsets.US_ASCII);
    this.words = words;
  }

  /** Reads the fields; {@link IllegalArgumentException} if one is out of range. */
  interface Fields<T> {
    T read(CanonicalReader in) throws MalformedEncodingException;
  }

  CanonicalWriter begin() {
    return new CanonicalWriter(4096).raw(letters).u8(VERSION);
  }

  <T> T read(byte[] bytes, Fields<T> fields) throws RecoveryRefusedException {
    try {
      CanonicalReader in = new CanonicalReader(bytes);
      if (!Arrays.equals(in.raw(LETTERS), letters)) {
        throw new RecoveryRefusedException("This file is no " + words + " of a recovery.");
      }
      in.version(VERSION);
      T content = fields.read(in);
      in.end();
      return content;
    } catch (MalformedEncodingException | IllegalArgumentException e) {
      throw new RecoveryRefusedException("The " + words + " is damaged: " + e.getMessage());
    }
  }

  /** Writes a whole file and forces it to the disk, or leaves what was there. */
  public static void keep(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "no folder"));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
