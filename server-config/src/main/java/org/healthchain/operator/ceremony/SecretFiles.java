package org.healthchain.operator.ceremony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that only their owner reads (mode 0600), in folders that only he enters (0700). */
public final class SecretFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private SecretFiles() {}

  /** Creates the file with its permissions before a byte is in it; it must not exist. */
  public static void create(Path file, byte[] content) throws IOException {
    Files.createFile(file, OWNER_FILE);
    Files.write(file, content, StandardOpenOption.WRITE);
  }

  public static void create(Path file, String content) throws IOException {
    Files.createFile(file, OWNER_FILE);
    Files.writeString(file, content, StandardOpenOption.WRITE);
  }

  public static Path createFolder(Path folder) throws IOException {
    return Files.createDirectories(folder, OWNER_FOLDER);
  }
}
