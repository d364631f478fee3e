package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Which start of the machine this is. A log whose writer did not stop cleanly has all that the
 * writer handed to the operating system only as long as the machine has not started anew.
 *
 * @param id empty where the operating system does not tell; then no two are the same
 */
public record BootId(Optional<UUID> id) {
  public static final BootId UNKNOWN = new BootId(Optional.empty());

  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

  public static BootId current() {
    try {
      return new BootId(Optional.of(UUID.fromString(Files.readString(LINUX).strip())));
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN; // no Linux, or a sandbox that hides it
    }
  }

  /** Whether the machine surely has not started anew in between. */
  public boolean isSame(BootId other) {
    return id.isPresent() && id.equals(other.id);
  }
}
