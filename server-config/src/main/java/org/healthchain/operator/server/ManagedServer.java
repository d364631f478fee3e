package org.healthchain.operator.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.healthchain.server.instance.InstanceDirectory;

/** One server and its process. */
public final class ManagedServer {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

  private final InstanceDirectory instance;

  ManagedServer(InstanceDirectory instance) {
    this.instance = instance;
  }

  public InstanceDirectory instance() {
    return instance;
  }

  public String name() {
    return instance.name();
  }

  public Optional<ProcessHandle> process() throws IOException {
    return ProcessRecord.read(pidFile()).flatMap(ProcessRecord::process);
  }

  public boolean running() throws IOException {
    return process().isPresent();
  }

  /**
   * Makes sure that nobody else listens where this server will.
   *
   * @throws OperatorException naming the port
   */
  void requireFreePorts() throws IOException, OperatorException {
    FreePorts.requireFree(name(), instance.httpHost(), instance.httpPort());
    FreePorts.requireFree(name(), instance.brokerHost(), instance.brokerPort());
    FreePorts.requireFree(name(), "127.0.0.1", instance.monitorPort());
  }

  /** Starts the process and returns at once; the server is ready some seconds later. */
  void start(ServerCommand command) throws IOException {
    Path console = instance.logs().resolve("console.log");
    ProcessBuilder builder =
        new ProcessBuilder(command.line(instance.root()))
            .directory(instance.root().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(console.toFile());
    builder.environment().putAll(command.environment());
    ProcessRecord.of(builder.start().toHandle()).write(pidFile());
  }

  /**
   * Asks the process to end and waits; after {@code patience} kills it.
   *
   * @return false if it had to be killed
   */
  public boolean stop(Duration patience) throws IOException {
    Optional<ProcessHandle> process = process();
    boolean gentle = true;
    if (process.isPresent()) {
      process.get().destroy();
      gentle = ended(process.get(), patience);
      if (!gentle) {
        kill();
      }
    }
    Files.deleteIfExists(pidFile());
    return gentle;
  }

  public boolean stop() throws IOException {
    return stop(STOP_PATIENCE);
  }

  /** Ends the process without notice (SIGKILL), as a power failure would. */
  public void kill() throws IOException {
    Optional<ProcessHandle> process = process();
    if (process.isPresent()) {
      process.get().destroyForcibly();
      ended(process.get(), KILL_PATIENCE);
    }
    Files.deleteIfExists(pidFile());
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process failed", e);
    }
  }

  private Path pidFile() {
    return instance.root().resolve("server.pid");
  }
}
