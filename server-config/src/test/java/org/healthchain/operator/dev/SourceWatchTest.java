package org.healthchain.operator.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
  @TempDir private Path folder;
  private Path page;
  private SourceWatch watch;

  @BeforeEach
  void watchOnePage() throws IOException {
    page = Files.writeString(Files.createDirectories(folder.resolve("a")).resolve("p.xhtml"), "1");
    watch = watch(Instant.now());
  }

  @Test
  void whatStaysIsNoChange() throws IOException {
    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void aChangeIsToldOnce() throws IOException {
    Files.setLastModifiedTime(page, FileTime.fromMillis(1_000));

    assertThat(watch.changes()).containsExactly(page);
    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void newAndRemovedFilesAreChanges() throws IOException {
    Path added = Files.writeString(folder.resolve("q.xhtml"), "2");
    Files.delete(page);

    assertThat(watch.changes()).containsExactlyInAnyOrder(added, page);
  }

  @Test
  void whatAnEditorKeepsBesideIsNoChange() throws IOException {
    Files.writeString(folder.resolve(".p.xhtml.swp"), "2");
    Files.writeString(folder.resolve("p.xhtml~"), "2");

    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void whatWasSavedAfterTheBuildBeganIsAChangeAtTheFirstLook() throws IOException {
    Path old = Files.writeString(folder.resolve("old.xhtml"), "1");
    Instant built = Instant.now().minus(Duration.ofMinutes(1));
    Files.setLastModifiedTime(old, FileTime.from(built));
    SourceWatch watch = watch(built);

    assertThat(watch.changes()).containsExactly(page);
    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void whatIsDatedInTheFutureIsNoChangeUntilItChanges() throws IOException {
    Instant future = Instant.now().plus(Duration.ofDays(1));
    Files.setLastModifiedTime(page, FileTime.from(future));
    SourceWatch watch = watch(Instant.EPOCH);

    assertThat(watch.changes()).isEmpty();
    Files.setLastModifiedTime(page, FileTime.from(future.plusSeconds(1)));
    assertThat(watch.changes()).containsExactly(page);
  }

  private SourceWatch watch(Instant built) throws IOException {
    return new SourceWatch(List.of(folder, folder.resolve("not there")), built);
  }
}
