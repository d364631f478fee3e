package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much cover traffic a server sends is a setting of its own (NFR-1). */
class CoverSettingTest {
  @TempDir Path root;

  @Test
  void coverIsSentUnlessItIsSwitchedOff() throws IOException {
    assertThat(with("").coverIntervalMillis()).isEqualTo(50);
    assertThat(with("healthchain.cover.interval.millis=200").coverIntervalMillis()).isEqualTo(200);
    assertThat(with("healthchain.cover.interval.millis=0").coverIntervalMillis()).isZero();
  }

  @Test
  void anIntervalOfSecondsIsRefused() throws IOException {
    for (String millis : new String[] {"-1", "1001"}) {
      InstanceDirectory directory = with("healthchain.cover.interval.millis=" + millis);
      assertThatThrownBy(directory::coverIntervalMillis).isInstanceOf(IllegalStateException.class);
    }
  }

  private InstanceDirectory with(String line) throws IOException {
    Files.writeString(InstanceDirectory.propertiesFile(root), line);
    return InstanceDirectory.open(root);
  }
}
