package org.healthchain.operator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RedeploymentsTest {
  @TempDir private Path folder;
  private final AtomicInteger deployments = new AtomicInteger();
  private Thread watch;

  @AfterEach
  void end() throws InterruptedException {
    watch.interrupt();
    watch.join();
  }

  @Test
  void anOrderIsCarriedOutOnceAndAnsweredWithItsText() throws Exception {
    watch(() -> true);
    assertThat(answerTo("first")).isEqualTo("first");
    assertThat(answerTo("second")).isEqualTo("second");
    assertThat(deployments).hasValue(2);
  }

  @Test
  void whatWasNotDeployedIsAnsweredAsFailed() throws Exception {
    watch(() -> false);
    assertThat(answerTo("first")).isEqualTo(Redeployments.FAILED);
  }

  @Test
  void afterADeploymentThatThrewTheNextOrderIsCarriedOut() throws Exception {
    Iterator<RuntimeException> failures =
        List.<RuntimeException>of(new IllegalStateException("the application is to blame"))
            .iterator();
    watch(
        () -> {
          if (failures.hasNext()) {
            throw failures.next();
          }
          return true;
        });
    assertThat(answerTo("first")).isEqualTo(Redeployments.FAILED);
    assertThat(answerTo("second")).isEqualTo("second");
  }

  private void watch(BooleanSupplier deployment) {
    BooleanSupplier counted =
        () -> {
          deployments.incrementAndGet();
          return deployment.getAsBoolean();
        };
    watch = new Thread(new Redeployments(counted, folder.resolve("redeploy")));
    watch.start();
  }

  private String answerTo(String text) throws IOException, InterruptedException {
    Path answer = folder.resolve("redeploy.answer");
    Files.deleteIfExists(answer);
    Path order = Files.writeString(folder.resolve("redeploy.new"), text);
    Files.move(order, folder.resolve("redeploy"), StandardCopyOption.ATOMIC_MOVE);
    while (!Files.exists(answer)) {
      Thread.sleep(20);
    }
    return Files.readString(answer);
  }
}
