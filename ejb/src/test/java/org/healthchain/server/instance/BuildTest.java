package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
  @Test
  void versionAndCommitAreFilledInByTheBuild() {
    assertThat(Build.current().version()).matches("\\d+\\.\\d+\\.\\d+\\S*");
    assertThat(Build.current().commit()).matches("([0-9a-f]{7,40}(-dirty)?)?");
  }

  @Test
  void aBuildOutsideOfARepositoryTellsTheVersionAlone() {
    assertThat(new Build("1.2.3", "").text()).isEqualTo("1.2.3");
    assertThat(new Build("1.2.3", "0123456789ab").text()).isEqualTo("1.2.3 (0123456789ab)");
  }
}
