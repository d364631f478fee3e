package org.healthchain.operator.command;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.ProcessUsage;
import org.healthchain.operator.server.StatusClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every server: process, height, view, primary, peers heard, lag, memory, CPU time.",
      "Ends with 0 if all are up, with 1 otherwise."
    })
final class StatusCommand implements Callable<Integer> {
  private static final String DOWN = "down";

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private static final String HALTED = "attention.trouble.HALTED";

  private record Line(
      ManagedServer server, Optional<ProcessHandle> process, @Nullable JsonObject status) {
    Optional<ProcessUsage> usage() {
      return process.map(ProcessUsage::of);
    }

    boolean up() {
      return process.isPresent() && status != null;
    }

    String state() {
      return process.isEmpty() ? DOWN : status == null ? "starting" : "up";
    }

    long height() {
      return status == null ? 0 : status.getJsonNumber("height").longValue();
    }
  }

  @Override
  public Integer call() throws Exception {
    StatusClient client = new StatusClient();
    List<ManagedServer> chosen = home.home().servers(servers.names());
    List<Line> lines = chosen.parallelStream().map(server -> ask(client, server)).toList();
    long highest = lines.stream().mapToLong(Line::height).max().orElse(0);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      printJson(lines, highest, out);
    } else {
      printTable(lines, highest, out);
    }
    out.flush();
    return lines.stream().allMatch(Line::up) ? Consortium.OK : Consortium.FAILED;
  }

  private static Line ask(StatusClient client, ManagedServer server) {
    try {
      Optional<ProcessHandle> process = server.process();
      return new Line(
          server,
          process,
          process.isEmpty()
              ? null
              : client
                  .status(server)
                  .map(status -> withPending(client, server, status))
                  .orElse(null));
    } catch (IOException e) {
      return new Line(server, Optional.empty(), null);
    }
  }

  /** The status is open to all and so does not tell what waits; the monitor's listener does. */
  private static JsonObject withPending(
      StatusClient client, ManagedServer server, JsonObject status) {
    long pending = client.pendingSubmissions(server).orElse(-1);
    return Json.createObjectBuilder(status).add("pendingSubmissions", pending).build();
  }

  private static void printTable(List<Line> lines, long highest, PrintWriter out) {
    if (lines.stream().anyMatch(StatusCommand::halted)) {
      out.println(
          "HALTED: so many institutions have lost their votes that no quorum is left."
              + " server-config/doc/recovery.md leads back.");
    }
    String format = "%-16s %-9s %7s %9s %6s %5s %-16s %6s %9s %7s %8s%n";
    out.printf(
        format, "SERVER", "STATE", "PID", "HEIGHT", "LAG", "VIEW", "PRIMARY", "PEERS", "PENDING",
        "RSS MB", "CPU S");
    for (Line line : lines) {
      JsonObject status = line.status();
      out.printf(
          format,
          line.server().name(),
          line.state(),
          line.process().map(process -> Long.toString(process.pid())).orElse("-"),
          status == null ? "-" : line.height(),
          status == null ? "-" : highest - line.height(),
          status == null ? "-" : status.getJsonNumber("view"),
          status == null ? "-" : status.getString("primary", "-"),
          status == null ? "-" : peersUp(status),
          status == null ? "-" : pending(status),
          line.usage().flatMap(ProcessUsage::residentMegabytes).map(String::valueOf).orElse("-"),
          line.usage().map(usage -> String.valueOf(usage.cpu().toSeconds())).orElse("-"));
    }
  }

  private static boolean halted(Line line) {
    JsonObject status = line.status();
    return status != null
        && status.containsKey("attention")
        && status.getJsonArray("attention").getValuesAs(JsonObject.class).stream()
            .anyMatch(item -> item.getString("messageKey", "").equals(HALTED));
  }

  private static String peersUp(JsonObject status) {
    if (!status.containsKey("peers")) {
      return "-";
    }
    List<JsonObject> peers = status.getJsonArray("peers").getValuesAs(JsonObject.class);
    long up = peers.stream().filter(peer -> peer.getBoolean("up", false)).count();
    return up + "/" + peers.size();
  }

  private static void printJson(List<Line> lines, long highest, PrintWriter out) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    for (Line line : lines) {
      JsonObjectBuilder entry =
          Json.createObjectBuilder()
              .add("server", line.server().name())
              .add("role", line.server().instance().role().propertyValue())
              .add("address", line.server().instance().httpAddress())
              .add("state", line.state());
      line.process().ifPresent(process -> entry.add("pid", process.pid()));
      line.usage().ifPresent(usage -> entry.add("cpuSeconds", usage.cpu().toMillis() / 1000.0));
      line.usage()
          .flatMap(ProcessUsage::residentMegabytes)
          .ifPresent(megabytes -> entry.add("residentMegabytes", megabytes));
      if (line.status() != null) {
        entry.add("lag", highest - line.height()).add("status", line.status());
      } else {
        entry.add("status", JsonValue.NULL);
      }
      array.add(entry);
    }
    StringWriter text = new StringWriter();
    try (var writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.write(Json.createObjectBuilder().add("servers", array).build());
    }
    out.println(text.toString().strip());
  }

  private static String pending(JsonObject status) {
    long pending = status.getJsonNumber("pendingSubmissions").longValue();
    return pending < 0 ? "-" : Long.toString(pending);
  }
}
