package org.healthchain.consensus.replica;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A server in a virtual machine of its own, told what to do over its standard input. */
final class ServerProcess {
  private final Process process;
  private final AtomicLong height = new AtomicLong(-1);
  private final AtomicLong transactions = new AtomicLong();
  private final Map<String, Long> committedMillis = new ConcurrentHashMap<>();
  private volatile long primary;
  private volatile String tip = "";

  ServerProcess(Path root, int number, int[] ports) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String logging = System.getProperty("java.util.logging.config.file");
    if (logging != null) {
      command.add("-Djava.util.logging.config.file=" + logging);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerMain.class.getName(), root.toString(), "" + number));
    Stream.of(ports).flatMapToInt(java.util.Arrays::stream).forEach(p -> command.add("" + p));
    process =
        new ProcessBuilder(command)
            .redirectError(root.resolve("r" + number + ".log").toFile())
            .start();
    Thread reader = new Thread(this::read, "reader-" + number);
    reader.setDaemon(true);
    reader.start();
  }

  void submit(String text) throws IOException {
    process.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Blocks in this server's ledger, as it said last; -1 before it has started. */
  long height() {
    return height.get();
  }

  long transactions() {
    return transactions.get();
  }

  String tip() {
    return tip;
  }

  /** Whom this server takes for the primary; 0 for nobody. */
  long primary() {
    return primary;
  }

  /** When this server executed a transaction; {@link Long#MAX_VALUE} when it has not. */
  long committedMillis(String transactionId) {
    return committedMillis.getOrDefault(transactionId, Long.MAX_VALUE);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        if (words.length == 4 && words[0].equals("LEDGER")) {
          tip = words[3];
          transactions.set(Long.parseLong(words[2]));
          height.set(Long.parseLong(words[1]));
        } else if (words.length == 3 && words[0].equals("COMMIT")) {
          committedMillis.put(words[2], Long.parseLong(words[1]));
        } else if (words.length == 2 && words[0].equals("PRIMARY")) {
          primary = Long.parseLong(words[1]);
        }
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }
}
