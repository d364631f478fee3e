package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.AFTER_CRASH;
import static org.healthchain.consortium.RunningConsortium.CATCH_UP;
import static org.healthchain.consortium.RunningConsortium.INSTITUTIONS;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.eventually;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All servers are cut at once and more than one of the four has lost its votes; the operators bring
 * them back by the commands of the manual (FR-18).
 */
@Order(Integer.MAX_VALUE - 45)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedConsortium.class)
class RecoveryIT {
  private static final List<String> EVERYBODY =
      Stream.concat(INSTITUTIONS.stream(), Stream.of(MANAGER)).toList();
  private static final Path MANUAL = Path.of("../../server-config/doc/recovery.md");
  private static final Duration HALT = Duration.ofSeconds(90);

  private static RunningConsortium consortium;

  @TempDir Path folder;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  @Order(1)
  void twoOfFourLoseTheirDisksAndNoCertifiedRecordIsLost() throws Exception {
    Map<Long, String> before = commitEverywhere();
    cutAll();
    delete(consortium.instance("institution-2").data());
    delete(consortium.instance("institution-3").data());
    long recovered = recover();
    assertNothingLost(before, recovered);
  }

  @Test
  @Order(2)
  void twoOfFourLoseTheirVoteLogsAlone() throws Exception {
    Map<Long, String> before = commitEverywhere();
    cutAll();
    delete(consortium.instance("institution-1").voteLog());
    delete(consortium.instance("institution-4").voteLog());
    long recovered = recover();
    assertNothingLost(before, recovered);
  }

  /** Hashes of the blocks with the records, by height. */
  private static Map<Long, String> commitEverywhere() throws Exception {
    Map<Long, String> blocks = new TreeMap<>();
    for (String server : INSTITUTIONS) {
      JsonObject sent = consortium.submitted(server, "Recovered " + server, "R-" + server);
      JsonObject done = consortium.committed(server, id(sent), AFTER_CRASH);
      long height = done.getJsonNumber("blockHeight").longValue();
      blocks.put(height, consortium.block(server, height).getString("hash"));
    }
    return blocks;
  }

  private static void cutAll() throws Exception {
    consortium.done("stop", "--hard");
    EVERYBODY.forEach(consortium::forgetSession);
  }

  /** Does what the manual says; gives the height of the recovery's block. */
  private long recover() throws Exception {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(8);
    long recovered = 0;
    for (String command : commands) {
      if (command.startsWith("consortium stop")) {
        awaitHalt();
      }
      for (List<String> line : lines(command)) {
        String printed = consortium.done(line.toArray(new String[0]));
        if (command.startsWith("consortium recovery seal")) {
          recovered = Long.parseLong(printed.replaceAll("(?s).*Block (\\d+) ends epoch.*", "$1"));
        }
        if (command.startsWith("consortium verify")) {
          assertThat(printed.lines().filter(text -> text.contains("recovered by its operators")))
              .hasSize(EVERYBODY.size());
        }
      }
    }
    return recovered;
  }

  /** Halted, and seen to be, with all that can be fetched. */
  private static void awaitHalt() throws Exception {
    for (String server : EVERYBODY) {
      eventually(server + " sees the halt", HALT, () -> halted(server));
    }
    long highest = 0;
    for (String server : EVERYBODY) {
      highest = Math.max(highest, consortium.height(server));
    }
    long goal = highest;
    for (String server : EVERYBODY) {
      eventually(server + " is level", HALT, () -> consortium.height(server) >= goal);
    }
  }

  private static boolean halted(String server) throws Exception {
    return consortium
        .status(server)
        .getJsonArray("attention")
        .getValuesAs(JsonObject.class)
        .stream()
        .anyMatch(item -> item.getString("messageKey").equals("attention.trouble.HALTED"));
  }

  private static void assertNothingLost(Map<Long, String> before, long recovered) throws Exception {
    EVERYBODY.forEach(consortium::forgetSession);
    for (String server : EVERYBODY) {
      eventually(server + " has the recovery", HALT, () -> consortium.height(server) >= recovered);
      for (Map.Entry<Long, String> block : before.entrySet()) {
        assertThat(consortium.block(server, block.getKey()).getString("hash"))
            .as("block %s at %s", block.getKey(), server)
            .isEqualTo(block.getValue());
      }
    }
    for (String server : INSTITUTIONS) {
      JsonObject sent = consortium.submitted(server, "After " + server, "S-" + server);
      JsonObject done = consortium.committed(server, id(sent), AFTER_CRASH);
      long height = done.getJsonNumber("blockHeight").longValue();
      assertThat(height).isGreaterThan(recovered);
      consortium.agree(EVERYBODY, height);
    }
    assertThat(halted("institution-1")).isFalse();
    consortium.done("verify");
    oneMoreMayFail();
  }

  /** Those who had lost their votes vote again: without one that had not, there is a quorum. */
  private static void oneMoreMayFail() throws Exception {
    consortium.kill("institution-1");
    JsonObject sent = consortium.submitted("institution-2", "One down", "T-000001");
    consortium.committed("institution-2", id(sent), AFTER_CRASH);
    consortium.start("institution-1");
    long height = consortium.height("institution-2");
    eventually(
        "institution-1 catches up", CATCH_UP, () -> consortium.height("institution-1") >= height);
  }

  // ---- the manual

  /** Its indented lines, in order. */
  private static List<String> commands() throws IOException {
    return Files.readAllLines(MANUAL).stream()
        .filter(line -> line.startsWith("    consortium "))
        .map(String::strip)
        .toList();
  }

  /**
   * A command of the manual as lines for this machine: where {@code institution-N} stands alone it
   * is all institutions, where a file bears its number as well there is a line for each.
   */
  private List<List<String>> lines(String command) {
    List<List<String>> lines = new ArrayList<>();
    boolean forEach = command.matches(".* (report|vote)-N\\b.*");
    for (int id = 1; id <= (forEach ? INSTITUTIONS.size() : 1); id++) {
      String one = forEach ? command.replaceAll("\\bN\\b", Integer.toString(id)) : command;
      List<String> line = new ArrayList<>();
      for (String word : one.replaceFirst(" *--reason \".*\"", "").split(" +", -1)) {
        if (word.equals("institution-N")) {
          line.addAll(INSTITUTIONS);
        } else if (word.matches("(report|vote)-\\d|proposal|sealed")) {
          line.add(folder.resolve(word).toString());
        } else if (!word.equals("consortium")) {
          line.add(word);
        }
      }
      if (one.contains("--reason")) {
        line.add("--reason");
        line.add(one.replaceFirst(".*\"(.*)\".*", "$1"));
      }
      lines.add(line);
    }
    return lines;
  }

  private static long id(JsonObject submission) {
    return submission.getJsonNumber("id").longValue();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
