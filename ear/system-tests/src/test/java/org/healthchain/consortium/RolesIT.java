package org.healthchain.consortium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.COMMIT;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.texts.PageTexts.english;
import static org.healthchain.texts.PageTexts.englishStart;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What auditor and operator may do, and what not. */
@Order(Integer.MAX_VALUE - 55)
@ExtendWith(SharedConsortium.class)
class RolesIT {
  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  void theAuditorReadsTheTrailAndVerifiesABlockAndSeesNothingElse() throws Exception {
    JsonObject taken = consortium.submitted("institution-1", "Lise Meitner", "R-187811");
    JsonObject done =
        consortium.committed("institution-1", taken.getJsonNumber("id").longValue(), COMMIT);
    long height = done.getJsonNumber("blockHeight").longValue();
    consortium.agree(List.of("institution-1", MANAGER), height);
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    manager.press(
        manager.open("/authority/retrieve.xhtml"),
        "retrieve:find",
        Map.of(
            "retrieve:serialNumber",
            done.getString("serialNumber"),
            "retrieve:reason",
            "So that the auditor finds it"));

    WebUser auditor = WebUser.signedIn(consortium, MANAGER, "auditor");
    Document trail = auditor.open("/audit/trail.xhtml");
    assertThat(trail.text()).contains("So that the auditor finds it").doesNotContain("Lise");
    assertThat(auditor.press(trail, "audit:check", Map.of()).text())
        .contains(englishStart("audit.whole"));

    Document block = auditor.open("/ledger/block.xhtml?height=" + height);
    Document verified = auditor.press(block, "verify:go", Map.of());
    assertThat(verified.select("#verify\\:result .good")).as(verified.text()).isNotEmpty();
    assertThat(block.text()).doesNotContain("Lise").doesNotContain("J45.909");

    for (String closed :
        List.of(
            "/authority/retrieve.xhtml",
            "/authority/keys.xhtml",
            "/authority/members.xhtml",
            "/doctor/visit.xhtml",
            "/operator/catalogue.xhtml",
            "/api/visits")) {
      assertThat(auditor.get(closed).statusCode()).as(closed).isEqualTo(403);
    }
    assertThat(auditor.open("/ledger/blocks.xhtml").select("tr:has([data-copy])")).isNotEmpty();
  }

  @Test
  void theOperatorImportsACatalogueAndDoctorsUseItAtOnce() throws Exception {
    WebUser operator = WebUser.signedIn(consortium, "institution-3", "operator");
    Document page = operator.open("/operator/catalogue.xhtml");
    String csv =
        "code,description\n"
            + "J45.909,\"Unspecified asthma, uncomplicated\"\n"
            + "Z99.81,Dependence on supplemental oxygen\n"
            + "W61.62,Struck by duck\n";
    Document imported = operator.upload(page, "catalogue:go", "catalogue:file", "icd.csv", csv);
    assertThat(imported.text()).contains(english("catalogue.imported", 3));
    assertThat(consortium.get("institution-3", "/api/diagnoses?q=duck").body()).contains("W61.62");

    Document refused =
        operator.upload(
            operator.open("/operator/catalogue.xhtml"),
            "catalogue:go",
            "catalogue:file",
            "wrong.csv",
            "code,description\nnot a code,nothing\n");
    assertThat(refused.text()).contains(englishStart("catalogue.refused")).contains("line 2");
    assertThat(consortium.get("institution-3", "/api/diagnoses?q=duck").body()).contains("W61.62");

    JsonObject taken = consortium.submitted("institution-3", "Jane Goodall", "R-193404");
    consortium.committed("institution-3", taken.getJsonNumber("id").longValue(), COMMIT);
    assertThat(operator.get("/doctor/visit.xhtml").statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionKeepsItsRolesAfterAnOversizedBody() throws Exception {
    HttpClient doctor = consortium.client("institution-2", "doctor");
    String oversized = "{\"notes\":\"" + "x".repeat(400_000) + "\"}";
    for (int i = 0; i < 20; i++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(consortium.uri("institution-2", "/api/visits"));
      HttpResponse<String> refused =
          doctor.send(
              request
                  .header("Content-Type", "application/json")
                  .header("X-Requested-By", "test")
                  .POST(HttpRequest.BodyPublishers.ofString(oversized))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(refused.statusCode()).as("attempt %s", i).isEqualTo(413);
      assertThat(consortium.get("institution-2", "/api/visits?limit=1").statusCode())
          .as("after attempt %s", i)
          .isEqualTo(200);
    }
  }

  @Test
  void theSessionsCookieSaysOnceThatOtherSitesMayNotUseIt() throws Exception {
    HttpResponse<String> page = page(signInPage().build());
    assertThat(page.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .containsIgnoringCase("HttpOnly")
        .containsOnlyOnce("SameSite")
        .containsIgnoringCase("SameSite=Strict");
  }

  @Test
  void aFormWithoutNonceOrWithABrokenStateGetsOurOwnPageInTheReadersLanguage() throws Exception {
    HttpResponse<String> page = page(signInPage().build());
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String state =
        Jsoup.parse(page.body()).select("input[name=jakarta.faces.ViewState]").attr("value");
    for (String body :
        List.of(
            "signin=signin&jakarta.faces.ViewState=" + URLEncoder.encode(state, UTF_8),
            "signin=signin&jakarta.faces.ViewState=broken")) {
      for (Map.Entry<String, String> language : Map.of("en", "en", "zh-CN", "zh-Hans").entrySet()) {
        Document answer =
            Jsoup.parse(
                page(signInPage()
                        .header("Cookie", cookie)
                        .header("Accept-Language", language.getKey())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                    .body());
        assertThat(answer.select("html").attr("lang")).as(body).isEqualTo(language.getValue());
        assertThat(answer.select("main h1").text()).as(body).isNotEmpty();
        assertThat(answer.select("header a[href$=/index.xhtml]")).as(body).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Payara").doesNotContain("Exception");
      }
    }
  }

  private static HttpRequest.Builder signInPage() throws IOException {
    return HttpRequest.newBuilder(consortium.uri("institution-1", "/signin.xhtml"));
  }

  private static HttpResponse<String> page(HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString());
  }
}
