package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.IntakeIT.problem;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.visit;
import static org.healthchain.texts.PageTexts.english;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody hides records behind many others: quotas, true totals, pages that lead to all. */
@Order(Integer.MAX_VALUE - 54)
@ExtendWith(SharedConsortium.class)
class QuotaIT {
  private static final String SERVER = "institution-4";
  private static final int QUOTA_OF_PATIENT = 100;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; ?rel=\"next\"");

  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  void manyVisitsOfAPatientAreRefusedListedByPagesAndRetrievedWhole() throws Exception {
    List<Integer> sent = new ArrayList<>();
    JsonObject first = consortium.submitted(SERVER, "Quota Example", "999-44-5555");
    sent.add(first.getInt("id"));
    for (int i = 1; i < QUOTA_OF_PATIENT; i++) {
      sent.add(consortium.submitted(SERVER, "Quota Example", "999-44-5555").getInt("id"));
    }
    HttpResponse<String> refused = consortium.submit(SERVER, visit("Quota Example", "999-44-5555"));
    assertThat(problem(refused, 429).getString("type")).endsWith("quota-patient");
    assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1L, Duration.ofDays(1).toSeconds());
    consortium.submitted(SERVER, "Another Patient", "999-44-6666");

    List<Integer> listed = listed();
    assertThat(listed).doesNotHaveDuplicates().containsAll(sent);

    JsonObject last =
        consortium.committed(
            SERVER, sent.get(sent.size() - 1), RunningConsortium.COMMIT.multipliedBy(3));
    for (int id : sent) {
      consortium.committed(SERVER, id, RunningConsortium.COMMIT);
    }
    long height = consortium.height(SERVER);
    consortium.agree(List.of(SERVER, MANAGER), height);
    assertThat(retrieved(last.getString("serialNumber"), "1").text())
        .contains(english("retrieve.part", "1", "50", "100"))
        .doesNotContain(first.getString("transactionId"));
    assertThat(retrieved(last.getString("serialNumber"), "51").select("article.record"))
        .hasSize(50);
  }

  /** Ids of all submissions, page by page, while another arrives. */
  private static List<Integer> listed() throws Exception {
    List<Integer> ids = new ArrayList<>();
    String path = "/api/visits?limit=40";
    long total = -1;
    while (path != null) {
      HttpResponse<String> page = consortium.get(SERVER, path);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      try (var reader = Json.createReader(new StringReader(page.body()))) {
        reader.readArray().getValuesAs(JsonObject.class).forEach(one -> ids.add(one.getInt("id")));
      }
      total = total < 0 ? totalOf(page) : total;
      Matcher next = NEXT.matcher(String.join(",", page.headers().allValues("Link")));
      path = next.find() ? next.group(1).replaceFirst("^https?://[^/]+", "") : null;
      consortium.submitted(SERVER, "Another Patient", "999-44-6666");
    }
    assertThat(ids).hasSize((int) total);
    return ids;
  }

  private static long totalOf(HttpResponse<String> page) {
    return Long.parseLong(page.headers().firstValue("X-Total-Count").orElseThrow());
  }

  private static Document retrieved(String serialNumber, String from) throws Exception {
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    return manager.press(
        manager.open("/authority/retrieve.xhtml"),
        "retrieve:find",
        Map.of(
            "retrieve:serialNumber", serialNumber,
            "retrieve:from", from,
            "retrieve:reason", "To see that nothing is hidden"));
  }
}
