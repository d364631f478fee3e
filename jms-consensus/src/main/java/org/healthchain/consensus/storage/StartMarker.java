package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Counts a replica's starts in a small file that lies with its keys and not with its data, so that
 * a replica whose data was wiped, or restored from a copy, knows that it has voted since. Whoever
 * makes a key writes the file with it; where there is none, or none that is whole, the key may have
 * voted.
 *
 * <p>The file: magic u32, starts u64, CRC-32C u32.
 *
 * @param known whether there is such a file, and whole
 * @param starts counted so far
 */
public record StartMarker(boolean known, long starts) {
  private static final int MAGIC = 0x48435332;
  private static final int BYTES = 16;

  /** Whether the key surely has never voted. */
  public boolean neverStarted() {
    return known && starts == 0;
  }

  public static StartMarker read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new StartMarker(false, 0);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    boolean whole =
        bytes.limit() == BYTES
            && bytes.getInt(0) == MAGIC
            && bytes.getLong(4) >= 0
            && bytes.getInt(12) == checksum(bytes.array());
    return new StartMarker(whole, whole ? bytes.getLong(4) : 0);
  }

  /** Writes the file of a key that was just made and is nowhere in use. */
  public static void ofNewKey(Path file) throws IOException {
    write(file, 0);
  }

  /** Notes, durably, that the replica has started so many times. */
  public static void write(Path file, long starts) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "no folder");
    Files.createDirectories(directory);
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(MAGIC).putLong(starts);
    bytes.putInt(checksum(bytes.array())).flip();
    Files.deleteIfExists(temporary);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(directory))) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DirectoryDisk.force(directory);
  }

  /** As the keys beside it: readable by the owner alone, where the file system knows owners. */
  private static FileAttribute<?>[] ownerOnly(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 12);
    return (int) crc.getValue();
  }
}
