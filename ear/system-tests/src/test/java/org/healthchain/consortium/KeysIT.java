package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.COMMIT;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.eventually;
import static org.healthchain.texts.PageTexts.englishStart;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The manager replaces the key of the day, by its page (FR-8). */
@Order(Integer.MAX_VALUE - 50)
@ExtendWith(SharedConsortium.class)
class KeysIT {
  private static final String PATIENT = "Rosalind Franklin";
  private static final String ID_NUMBER = "K-192058";

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  void afterARotationNewVisitsUseTheNewKeyAndOldRecordsStayReadable() throws Exception {
    String oldKey = keyOf(visit());
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    Document before = manager.open("/authority/keys.xhtml");
    assertThat(currentKey(before)).isEqualTo(oldKey);
    assertThat(manager.press(before, "keys:rotate", Map.of()).text())
        .contains(englishStart("keys.rotated"));
    eventually(
        "the new key is current",
        COMMIT,
        () -> !currentKey(manager.open("/authority/keys.xhtml")).equals(oldKey));
    Document after = manager.open("/authority/keys.xhtml");
    String newKey = currentKey(after);
    assertThat(rows(after)).hasSize(rows(before).size() + 1);
    long announced = Long.parseLong(row(after, newKey).select("a[href*=block.xhtml]").text());
    eventually(
        "institution-2 has the announcement",
        COMMIT,
        () -> consortium.height("institution-2") >= announced);

    JsonObject later = visit();
    assertThat(keyOf(later)).isEqualTo(newKey);
    consortium.agree(
        List.of("institution-2", MANAGER), later.getJsonNumber("blockHeight").longValue());

    Document table = manager.open("/authority/keys.xhtml");
    for (String key : List.of(oldKey, newKey)) {
      assertThat(Long.parseLong(row(table, key).select("td").last().ownText().strip()))
          .as("records under %s", key)
          .isPositive();
    }
    Document found =
        manager.press(
            manager.open("/authority/retrieve.xhtml"),
            "retrieve:find",
            Map.of(
                "retrieve:patientName", PATIENT,
                "retrieve:patientIdNumber", ID_NUMBER,
                "retrieve:reason", "Test of the key rotation"));
    assertThat(found.select("article.record")).hasSize(2);
    for (Element record : found.select("article.record")) {
      assertThat(record.select("pre.text").text()).contains("Seen in the consortium test.");
      assertThat(record.select("li.bad")).isEmpty();
    }
  }

  private static JsonObject visit() throws Exception {
    JsonObject taken = consortium.submitted("institution-2", PATIENT, ID_NUMBER);
    return consortium.committed("institution-2", taken.getJsonNumber("id").longValue(), COMMIT);
  }

  /** The key id that stands in the transaction's row on its block's page. */
  private static String keyOf(JsonObject committed) throws Exception {
    WebUser doctor = WebUser.signedIn(consortium, "institution-2", "doctor");
    Document block =
        doctor.open(
            "/ledger/block.xhtml?height=" + committed.getJsonNumber("blockHeight").longValue());
    Element row =
        block.selectFirst("tr:has([data-copy=" + committed.getString("transactionId") + "])");
    List<String> hashes = row.select("[data-copy]").eachAttr("data-copy");
    assertThat(hashes).contains(committed.getString("serialNumber"));
    return hashes.get(2);
  }

  private static List<Element> rows(Document keys) {
    return keys.select("tr:has([data-copy])");
  }

  private static Element row(Document keys, String key) {
    return keys.selectFirst("tr:has([data-copy=" + key + "])");
  }

  private static String currentKey(Document keys) {
    return keys.selectFirst("tr:has(span.good) [data-copy]").attr("data-copy");
  }
}
