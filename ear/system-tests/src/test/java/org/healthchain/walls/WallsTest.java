package org.healthchain.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class WallsTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyWallStands() {
    JavaClasses classes = Module.importAll();
    return Wall.all().stream()
        .map(wall -> DynamicTest.dynamicTest(wall.name(), () -> wall.rule().check(classes)));
  }

  /** Among classes that break it and nothing else. */
  @TestFactory
  Stream<DynamicTest> everyWallFallsWhereItIsBroken() {
    return Wall.all().stream()
        .map(wall -> DynamicTest.dynamicTest(wall.name(), () -> assertThatItFalls(wall)));
  }

  @Test
  void noTwoWallsHaveTheSameName() {
    List<String> names = Wall.all().stream().map(Wall::name).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void aModuleWithoutClassesIsNotPassedOver() throws Exception {
    JavaClasses cryptoAlone =
        PlantedClasses.compile(
            """
            package org.healthchain.crypto.curve;
            class Planted {}
            """,
            folder);

    assertThatThrownBy(() -> Module.requireEach(cryptoAlone))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("org.healthchain.consensus");
  }

  private void assertThatItFalls(Wall wall) throws Exception {
    for (String planted : wall.planted()) {
      Path own = Files.createTempDirectory(folder, "planted");
      JavaClasses classes = PlantedClasses.compile(planted, own);
      String report =
          String.join("\n", wall.rule().evaluate(classes).getFailureReport().getDetails());
      assertThat(classes.stream().filter(type -> type.getSimpleName().startsWith("Planted")))
          .as(planted)
          .isNotEmpty()
          .allSatisfy(type -> assertThat(report).as(planted).contains(type.getName()));
    }
  }
}
