package org.healthchain.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  @Test
  void beginsWithTheLastLinesAndGoesOn() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");
    LogTail tail = new LogTail(log);

    assertThat(tail.last(2)).containsExactly("two", "three");
    assertThat(tail.more()).isEmpty();
    Files.writeString(log, "four\nfi", StandardOpenOption.APPEND);
    assertThat(tail.more()).containsExactly("four");
    Files.writeString(log, "ve\n", StandardOpenOption.APPEND);
    assertThat(tail.more()).containsExactly("five");
  }

  @Test
  void startsOverWhenTheLogRotates() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "a long first line\n");
    LogTail tail = new LogTail(log);
    tail.last(10);

    Files.writeString(log, "new\n");

    assertThat(tail.more()).containsExactly("new");
  }

  @Test
  void waitsForALogThatIsNotThereYet() throws Exception {
    assertThat(new LogTail(folder.resolve("absent")).last(3)).isEmpty();
  }
}
