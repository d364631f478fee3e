package org.healthchain.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
  @TempDir Path folder;

  @Test
  void findsTheProcessThatItNames() throws Exception {
    Path file = folder.resolve("server.pid");
    ProcessRecord.of(ProcessHandle.current()).write(file);

    assertThat(ProcessRecord.read(file).orElseThrow().process()).contains(ProcessHandle.current());
  }

  @Test
  void neverTakesAnotherProcessOfThatNumberForTheServer() {
    ProcessRecord own = ProcessRecord.of(ProcessHandle.current());

    assertThat(new ProcessRecord(own.pid(), own.started().minus(Duration.ofMinutes(5))).process())
        .isEmpty();
  }

  @Test
  void ignoresWhatIsNoPidFile() throws Exception {
    assertThat(ProcessRecord.read(folder.resolve("absent"))).isEmpty();
    assertThat(ProcessRecord.read(Files.writeString(folder.resolve("a"), "garbage"))).isEmpty();
    assertThat(ProcessRecord.read(Files.writeString(folder.resolve("b"), "1 x"))).isEmpty();
  }
}
