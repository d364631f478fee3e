package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.AFTER_CRASH;
import static org.healthchain.consortium.RunningConsortium.INSTITUTIONS;
import static org.healthchain.consortium.RunningConsortium.MANAGER;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections between brokers are cut and healed: nothing is lost and nothing comes twice. */
@Order(Integer.MAX_VALUE - 40)
@ExtendWith(SharedConsortium.class)
class LinksIT {
  private static final Duration CUT = Duration.ofSeconds(8);
  private static final int FLAPS = 6;
  private static final List<String> EVERYBODY =
      Stream.concat(INSTITUTIONS.stream(), Stream.of(MANAGER)).toList();

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @AfterEach
  void heal() {
    EVERYBODY.forEach(server -> consortium.relay(server).heal());
  }

  @Test
  void whatAnInstitutionSaysIsCutOffAndComesWhenTheLinkIsHealed() throws Exception {
    consortium.relay("institution-3").cut();
    Map<String, Long> waiting = new LinkedHashMap<>();
    submit(waiting, "institution-3", "Mute");
    long other =
        consortium.submitted("institution-1", "Heard", "H-100200").getJsonNumber("id").longValue();
    consortium.committed("institution-1", other, AFTER_CRASH);
    assertThat(consortium.submission("institution-3", waiting.values().iterator().next()))
        .doesNotContainEntry("state", jakarta.json.Json.createValue("COMMITTED"));
    heal();
    committedOnce(waiting, 1);
  }

  @Test
  void allLinksAreCutNothingIsCommittedAndAllIsWhenTheyAreHealed() throws Exception {
    EVERYBODY.forEach(server -> consortium.relay(server).cut());
    Map<String, Long> waiting = new LinkedHashMap<>();
    for (String server : INSTITUTIONS) {
      submit(waiting, server, "Alone at " + server);
    }
    long height = consortium.height("institution-1");
    Thread.sleep(CUT.toMillis());
    assertThat(consortium.height("institution-1")).isEqualTo(height);
    heal();
    committedOnce(waiting, 1);
  }

  @Test
  void linksThatComeAndGoUnderLoadLoseNothing() throws Exception {
    List<Map<String, Long>> rounds = new ArrayList<>();
    for (int flap = 0; flap < FLAPS; flap++) {
      String victim = EVERYBODY.get(flap % EVERYBODY.size());
      consortium.relay(victim).cut();
      Map<String, Long> round = new LinkedHashMap<>();
      for (String server : INSTITUTIONS) {
        submit(round, server, "Round " + flap + " at " + server);
      }
      rounds.add(round);
      Thread.sleep(300);
      consortium.relay(victim).heal();
    }
    for (Map<String, Long> round : rounds) {
      committedOnce(round, FLAPS);
    }
  }

  private static void submit(Map<String, Long> waiting, String server, String patient)
      throws Exception {
    JsonObject taken = consortium.submitted(server, patient, "L-556677");
    waiting.put(server, taken.getJsonNumber("id").longValue());
  }

  /** All are committed, the ledgers are equal, and each serial number stands in them once. */
  private static void committedOnce(Map<String, Long> waiting, int rounds) throws Exception {
    long highest = 0;
    List<String> serialNumbers = new ArrayList<>();
    for (Map.Entry<String, Long> one : waiting.entrySet()) {
      JsonObject done =
          consortium.committed(one.getKey(), one.getValue(), AFTER_CRASH.multipliedBy(rounds));
      highest = Math.max(highest, done.getJsonNumber("blockHeight").longValue());
      serialNumbers.add(done.getString("serialNumber"));
    }
    consortium.agree(EVERYBODY, highest);
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    Document blocks = manager.open("/ledger/blocks.xhtml");
    for (String serialNumber : serialNumbers) {
      Document found = manager.press(blocks, "search:go", Map.of("search:query", serialNumber));
      assertThat(found.select("#found tbody tr")).as(serialNumber).hasSize(1);
    }
  }
}
