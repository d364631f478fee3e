package org.healthchain.operator.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what changed in some folders and files by their times: a thousand files take some
 * milliseconds, and no file system lacks it.
 */
final class SourceWatch {
  private final List<Path> roots;
  private Map<Path, FileTime> seen;

  /**
   * @param built files that are newer count as changed at the first call; but not those dated in
   *     the future, which no build would make old
   */
  SourceWatch(List<Path> roots, Instant built) throws IOException {
    this.roots = List.copyOf(roots);
    this.seen = look();
    FileTime from = FileTime.from(built);
    FileTime now = FileTime.from(Instant.now());
    seen.values().removeIf(time -> time.compareTo(from) > 0 && time.compareTo(now) <= 0);
  }

  /**
   * Files that were added, changed or removed since the last call, at first since this was made;
   * hidden ones do not count.
   */
  Set<Path> changes() throws IOException {
    Map<Path, FileTime> now = look();
    Set<Path> changed = new HashSet<>();
    now.forEach(
        (file, time) -> {
          if (!time.equals(seen.get(file))) {
            changed.add(file);
          }
        });
    seen.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
    seen = now;
    return changed;
  }

  private Map<Path, FileTime> look() throws IOException {
    Map<Path, FileTime> files = new HashMap<>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        Files.walkFileTree(root, new Collector(files));
      }
    }
    return files;
  }

  /** An editor's file that is gone before it was looked at is none of ours. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Map<Path, FileTime> files;

    Collector(Map<Path, FileTime> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      if (!name.startsWith(".") && !name.endsWith("~")) {
        files.put(file, attributes.lastModifiedTime());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
