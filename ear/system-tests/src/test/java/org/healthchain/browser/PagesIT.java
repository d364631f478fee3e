package org.healthchain.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.texts.PageTexts.chinese;
import static org.healthchain.texts.PageTexts.english;
import static org.healthchain.texts.PageTexts.englishStart;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** One demo walk: the doctor enters a visit, the manager retrieves and traces it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesIT {
  private static final String PATIENT = "Grace Hopper";
  private static final String ID_NUMBER = "999-" + (System.currentTimeMillis() % 1_000_000_000L);

  private static DemoConsortium consortium;

  @BeforeAll
  static void open() throws Exception {
    consortium = DemoConsortium.open();
  }

  @AfterAll
  static void close() throws Exception {
    if (consortium != null) {
      consortium.close();
    }
  }

  @Test
  @Order(1)
  void aWrongPasswordIsRefusedAndOtherRolesPagesAreClosed() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      String server = consortium.address("institution-1");
      browser.open(server + "/doctor/visit.xhtml");
      browser.type("signin:user", "doctor");
      browser.type("signin:password", "not this one");
      browser.click("signin:go");
      browser.waitForText("signin:notices", english("signin.failed"));
      browser.assertSound("sign-in");
      browser.screenshot("sign-in");
      doctorSignsIn(browser);
      browser.open(server + "/authority/retrieve.xhtml");
      browser.waitForText("main", english("forbidden.title"));
      browser.click("out:signout");
      browser.waitForText("main", english("signin.out"));
      browser.open(server + "/doctor/visit.xhtml");
      assertThat(browser.url()).contains("/signin.xhtml");
    }
  }

  @Test
  @Order(2)
  void whatCannotBeRightIsExplainedAtTheFieldAndStaysTyped() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      doctorSignsIn(browser);
      browser.type("visit:time", "2026-02-30 10:00");
      browser.type("visit:notes", "stays");
      browser.click("visit:send");
      browser.waitForFocus("summary");
      assertThat(browser.text("name-problem")).contains(english("visit.name.empty"));
      assertThat(browser.text("idNumber-problem")).contains(english("visit.id.empty"));
      assertThat(browser.text("time-problem")).contains(english("visit.time.impossible"));
      assertThat(browser.element("visit:time").getDomProperty("value"))
          .isEqualTo("2026-02-30 10:00");
      assertThat(browser.element("visit:notes").getDomProperty("value")).isEqualTo("stays");
      browser.assertSound("visit with problems");
      browser.screenshot("visit-problems");
    }
  }

  @Test
  @Order(3)
  void aVisitIsEnteredByKeyboardAloneAndCommitted() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      doctorSignsIn(browser);
      browser.assertSound("new visit");
      browser.screenshot("new-visit-empty");
      browser.script("document.body.focus()");
      browser.press(Keys.TAB);
      browser.press(Keys.ENTER);
      browser.waitForFocus("main");
      browser.press(Keys.TAB);
      assertThat(browser.focused()).isEqualTo("visit:name");
      browser.press(PATIENT + Keys.TAB);
      browser.press(ID_NUMBER + Keys.TAB);
      assertThat(browser.focused()).isEqualTo("visit:time");
      browser.press(Keys.TAB);
      assertThat(browser.focused()).isEqualTo("visit:diagnoses_input");
      browser.press("asthma");
      browser.waitFor(
          "suggestions",
          () ->
              browser.script(
                  "return document.querySelector('.ui-autocomplete-item.ui-state-highlight') !="
                      + " null"));
      browser.press(Keys.ENTER);
      browser.waitForText("visit:diagnoses", "asthma");
      browser.press(Keys.TAB);
      assertThat(browser.focused()).isEqualTo("visit:notes");
      browser.press("Wheezing at night; salbutamol as needed.");
      browser.click("visit:send");
      browser.waitForFocus("receiptTitle");
      browser.waitForText("receipt", englishStart("state.committedIn"));
      assertThat(browser.element("visit:name").getDomProperty("value")).isEmpty();
      browser.assertSound("receipt");
      browser.screenshot("new-visit");
      browser.clickText(english("nav.submissions"));
      browser.waitForText("mine", englishStart("state.committedIn"));
      browser.assertSound("my submissions");
      browser.screenshot("my-submissions");
    }
  }

  @Test
  @Order(4)
  void submissionsSurviveSigningOut() throws Exception {
    try (Browser browser = new Browser("en", 320, true)) {
      doctorSignsIn(browser);
      browser.assertSound("new visit, 320 px, dark");
      browser.screenshot("new-visit-320-dark");
      browser.clickText(english("nav.submissions"));
      browser.waitForText("mine", englishStart("state.committedIn"));
      browser.assertSound("my submissions, 320 px, dark");
      browser.screenshot("my-submissions-320-dark");
      browser.clickText(english("submissions.correct"));
      browser.waitFor("the form", () -> browser.url().contains("supersedes="));
      assertThat(browser.element("visit:supersedes").getDomProperty("value")).hasSize(64);
    }
  }

  @Test
  @Order(5)
  void theManagerRetrievesAndTracesTheVisit() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      signIn(browser, "manager", "manager");
      browser.waitForText("main", english("network.replicas"));
      browser.assertSound("overview");
      browser.screenshot("overview");
      browser.clickText(english("nav.retrieve"));
      browser.click("retrieve:find");
      browser.waitForText("reason-problem", englishStart("retrieve.reason.short"));
      browser.type("retrieve:patientName", PATIENT);
      browser.type("retrieve:patientIdNumber", ID_NUMBER);
      browser.type("retrieve:reason", "Demonstration of the retrieval");
      browser.click("retrieve:find");
      browser.waitFor(
          "the record",
          () -> {
            if (browser.text("records").contains("Wheezing at night")) {
              return true;
            }
            browser.click("retrieve:find");
            pause();
            return false;
          });
      assertThat(browser.text("records"))
          .contains(englishStart("retrieve.signer"))
          .contains("J45.");
      assertThat(browser.url()).doesNotContain("?");
      browser.assertSound("retrieved");
      browser.screenshot("retrieve");
      browser.clickText(english("retrieve.prove"));
      browser.waitForFocus("prove:transactionId");
      browser.type("prove:why", "Demonstration of a proof");
      browser.click("prove:go");
      browser.waitForText("prove:proved", english("retrieve.prove.holds", "").strip());
      browser.assertSound("proved");
      browser.screenshot("proof-of-signer");
      browser.clickText(english("nav.audit"));
      browser.waitForText("audit", "Demonstration of the retrieval");
      browser.click("audit:check");
      browser.waitForText("audit:notices", englishStart("audit.whole"));
      browser.assertSound("audit trail");
      browser.screenshot("audit-trail");
    }
  }

  @Test
  @Order(6)
  void theManagerLooksAtKeysMembersAndBlocks() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      signIn(browser, "manager", "manager");
      browser.clickText(english("nav.keys"));
      browser.waitForText("keys", english("keys.current"));
      browser.assertSound("keys");
      browser.screenshot("keys");
      browser.clickText(english("nav.members"));
      browser.waitForText("members", english("member.ACTIVE"));
      browser.type("invite:institutionName", "Lakeside Clinic");
      browser.click("invite:go");
      browser.element("invitation");
      browser.assertSound("members");
      browser.screenshot("members");
      browser.clickText(english("nav.blocks"));
      browser.type("search:query", "1");
      browser.click("search:go");
      browser.waitForText("main", english("block.title", 1));
      browser.click("verify:go");
      browser.waitForText("verify:result", english("block.valid"));
      browser.assertSound("block");
      browser.screenshot("block");
    }
  }

  @Test
  @Order(7)
  void thePagesSpeakChinese() throws Exception {
    try (Browser browser = new Browser("zh-CN", 1280, false)) {
      doctorSignsIn(browser);
      assertThat(browser.script("return document.documentElement.lang")).isEqualTo("zh-Hans");
      browser.waitForText("main", chinese("visit.title"));
      browser.assertSound("new visit in Chinese");
      browser.screenshot("new-visit-chinese");
      browser.click("lang:en");
      browser.waitForText("main", english("visit.title"));
    }
  }

  @Test
  @Order(8)
  void theOperatorSeesWhichLineOfACatalogueIsWrong() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      signIn(browser, "institution-1", "operator");
      browser.waitForText("main", english("status.title"));
      browser.assertSound("status");
      browser.screenshot("status");
      browser.clickText(english("nav.catalogue"));
      Path wrong =
          Files.writeString(Path.of("target", "wrong.csv"), "code,description\nI10,Fine\n???,x\n");
      browser.element("catalogue:file").sendKeys(wrong.toAbsolutePath().toString());
      browser.click("catalogue:go");
      browser.waitForText("catalogue:notices", "line 3");
      browser.assertSound("catalogue");
      browser.screenshot("catalogue");
    }
  }

  @Test
  @Order(9)
  void whoseSessionHasEndedIsToldAtTheSignInPageByAjaxToo() throws Exception {
    try (Browser browser = new Browser("zh-CN", 1280, false)) {
      doctorSignsIn(browser);
      browser.forgetSession();
      browser.type("visit:diagnoses_input", "asthma");
      browser.waitForText("main", chinese("signin.lost"));
      browser.assertSound("session ended, in Chinese");
      browser.screenshot("session-ended-chinese");
    }
    try (Browser browser = new Browser("en", 1280, false)) {
      doctorSignsIn(browser);
      browser.type("visit:notes", "typed for nothing");
      browser.forgetSession();
      browser.click("visit:send");
      browser.waitForText("main", english("signin.lost"));
      browser.assertSound("session ended");
      browser.screenshot("session-ended");
      browser.type("signin:user", "doctor");
      browser.type("signin:password", consortium.password("institution-1", "doctor"));
      browser.click("signin:go");
      assertThat(browser.element("visit:notes").getDomProperty("value")).isEmpty();
      browser.forgetSession();
      browser.click("lang:zh");
      browser.waitForText("main", english("signin.lost"));
    }
  }

  @Test
  @Order(10)
  void whosePageIsTooOldStaysSignedInAndIsToldOnThePageAnew() throws Exception {
    try (Browser browser = new Browser("en", 1280, false)) {
      doctorSignsIn(browser);
      browser.makeThePageOld();
      browser.click("lang:zh");
      browser.waitForText("main", english("page.old"));
      assertThat(browser.url()).contains("/doctor/visit.xhtml");
      browser.assertSound("old page");
      browser.screenshot("old-page");
      browser.open(consortium.address("institution-1") + "/doctor/visit.xhtml");
      browser.makeThePageOld();
      browser.click("visit:send");
      browser.waitForText("main", english("page.old"));
      browser.click("out:signout");
      browser.waitForText("main", english("signin.out"));
      browser.makeThePageOld();
      browser.type("signin:user", "doctor");
      browser.type("signin:password", consortium.password("institution-1", "doctor"));
      browser.click("signin:go");
      browser.waitForText("main", english("signin.lost"));
    }
  }

  private static void doctorSignsIn(Browser browser) throws Exception {
    signIn(browser, "institution-1", "doctor");
  }

  private static void signIn(Browser browser, String server, String user) throws Exception {
    browser.signIn(consortium.address(server), user, consortium.password(server, user));
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
