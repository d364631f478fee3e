package org.healthchain.operator.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * For development: deploys the application anew, in the running server, whenever the text of an
 * order file changes, and writes that text into the answer file once the application runs; {@value
 * #FAILED} if it does not.
 */
final class Redeployments implements Runnable {
  static final String FAILED = "failed";

  private static final Logger LOG = Logger.getLogger(Redeployments.class.getName());
  private static final long POLL_MILLIS = 200;

  private final BooleanSupplier deployment;
  private final Path order;
  private final Path answer;

  /**
   * @param deployment deploys the application anew and says whether it runs then
   * @param order need not exist yet, is replaced in one step; one that is there already counts
   */
  Redeployments(BooleanSupplier deployment, Path order) {
    this.deployment = deployment;
    this.order = order;
    this.answer = order.resolveSibling(order.getFileName() + ".answer");
  }

  /** Goes on for as long as the process does. */
  void watch() {
    Thread thread = new Thread(this, "redeployments");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      String done = "";
      while (true) {
        Thread.sleep(POLL_MILLIS);
        String wanted = text();
        if (!wanted.equals(done)) {
          write(redeploy() ? wanted : FAILED);
          done = wanted;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "No further redeployment", e);
    }
  }

  private String text() throws IOException {
    return Files.exists(order) ? Files.readString(order) : "";
  }

  /** In one step, so that nobody reads half of it. */
  private void write(String text) throws IOException {
    Path whole = Files.writeString(answer.resolveSibling(answer.getFileName() + ".new"), text);
    Files.move(whole, answer, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whatever goes wrong in the application, the next order may mend. */
  private boolean redeploy() {
    try {
      return deployment.getAsBoolean();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.SEVERE, "The application was not deployed", e);
      return false;
    }
  }
}
