package org.healthchain.operator.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop without servers: what it takes over, what it tries again, when it asks for a build. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DevLoopTest {
  private static final int DEBUG_PORT = 1;
  private static final String NOT_COMPILED = "go on with the old classes";
  private static final String DEPLOYED = "deployed in";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private SmallProject project;

  @BeforeEach
  void makeProject() throws Exception {
    project = new SmallProject(folder);
  }

  @Test
  void codeThatDidNotCompileIsTriedAgainWithTheNextChange() throws Exception {
    CompletableFuture<Void> ended = follow();
    project.brokenService();
    awaitTold(NOT_COMPILED, 1);

    project.source("web/src/main/webapp/visit.xhtml", "new");
    awaitTold(NOT_COMPILED, 2);
    assertThat(
            project
                .root()
                .resolve("server-config/target/dev/application/healthchain-web_war/visit.xhtml"))
        .hasContent("new");
    assertThat(out.toString()).doesNotContain(DEPLOYED);

    project.service(2);
    awaitTold(DEPLOYED, 1);
    project.source("web/src/main/webapp/visit.xhtml", "newer");
    awaitTold("seen at the next request", 1);

    project.source("pom.xml", "<project></project>");
    ended.get(1, TimeUnit.MINUTES);
    assertThat(times(DEPLOYED)).isEqualTo(1);
  }

  @Test
  void whatWasSavedSinceTheBuildBeganAsksForABuildAtOnce() throws Exception {
    project.builtAt(Instant.now().minus(Duration.ofMinutes(1)));

    follow().get(1, TimeUnit.MINUTES);
    assertThat(out.toString()).startsWith("build: ");
  }

  private CompletableFuture<Void> follow() throws Exception {
    DevLoop loop =
        new DevLoop(
            project.root(),
            project.distribution(),
            List.of(),
            DEBUG_PORT,
            new PrintWriter(out, true));
    return CompletableFuture.runAsync(
        () -> {
          try {
            loop.followUntilBuild();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitTold(String text, int times) throws InterruptedException {
    while (times(text) < times) {
      Thread.sleep(20);
    }
  }

  private int times(String text) {
    return out.toString().split(Pattern.quote(text), -1).length - 1;
  }
}
