package org.healthchain.consensus.storage;

import java.nio.file.Path;

/**
 * Where and how a replica keeps what it must not forget.
 *
 * @param disk for its log
 * @param startMarker a file beside the server's keys, not on {@code disk}; see {@link StartMarker}
 * @param durability what its votes survive
 * @param boot which start of the machine this is
 */
public record StorageConfig(LogDisk disk, Path startMarker, Durability durability, BootId boot) {
  public static StorageConfig of(Path directory, Path startMarker, Durability durability) {
    return new StorageConfig(
        new DirectoryDisk(directory), startMarker, durability, BootId.current());
  }
}
