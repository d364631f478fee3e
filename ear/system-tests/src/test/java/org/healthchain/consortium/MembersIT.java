package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.AFTER_CRASH;
import static org.healthchain.consortium.RunningConsortium.CATCH_UP;
import static org.healthchain.consortium.RunningConsortium.COMMIT;
import static org.healthchain.consortium.RunningConsortium.INSTITUTIONS;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.eventually;
import static org.healthchain.texts.PageTexts.english;
import static org.healthchain.texts.PageTexts.englishStart;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.healthchain.server.transaction.RejectionReason;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fifth institution joins and another is expelled, through the manager's page and the operators'
 * commands (FR-4, FR-9, FR-10). The last class, since it leaves another consortium behind.
 */
@Order(Integer.MAX_VALUE - 10)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(SharedConsortium.class)
class MembersIT {
  private static final String NEWCOMER = "institution-5";
  private static final String NEWCOMER_NAME = "Lakeside Heart Centre East";
  private static final String EXPELLED = "institution-2";
  private static final String EXPELLED_PATIENT = "Barbara McClintock";
  private static final String EXPELLED_ID = "M-190206";
  private static final List<String> STAYING =
      List.of("institution-1", "institution-3", "institution-4", NEWCOMER);

  private static final Duration PARTING = Duration.ofSeconds(12);

  @TempDir private static Path folder;
  private static RunningConsortium consortium;
  private static boolean joined;
  private static boolean revoked;
  private static Instant parted;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  @Test
  @Order(1)
  void aFifthInstitutionJoinsByItsOwnSecretAndIsTracedToItsName() throws Exception {
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    Document invited =
        manager.press(
            manager.open("/authority/members.xhtml"),
            "invite:go",
            Map.of("invite:institutionName", NEWCOMER_NAME));
    Path invitation =
        Files.writeString(
            folder.resolve("invitation.txt"), invited.getElementById("invitation").wholeText());
    consortium.done("join", invitation.toString());
    String request =
        Files.readString(consortium.home().resolve("joining-5").resolve("join-request.txt"));

    Document checked =
        manager.press(
            manager.open("/authority/members.xhtml"),
            "admission:check",
            Map.of("admission:request", request));
    assertThat(checked.getElementById("admission").text())
        .contains(NEWCOMER_NAME)
        .contains(english("members.revoke.replicas", 4, 5));
    Document admitted = manager.press(checked, "admission:admit", Map.of());
    Path admission =
        Files.writeString(
            folder.resolve("admission.txt"), admitted.getElementById("admitted").wholeText());
    consortium.done("admit", admission.toString());

    long height = consortium.height("institution-1");
    eventually(NEWCOMER + " catches up", CATCH_UP, () -> consortium.height(NEWCOMER) >= height);
    for (String server : INSTITUTIONS) {
      assertThat(consortium.status(server).getInt("replicas")).as(server).isEqualTo(5);
    }
    JsonObject visit = visit(NEWCOMER, "Chien-Shiung Wu", "M-191205");
    consortium.agree(everybody(), visit.getJsonNumber("blockHeight").longValue());
    assertThat(record(visit).text()).contains(english("retrieve.signer", NEWCOMER_NAME));
    anOutsiderJudgesTheProof(visit, NEWCOMER_NAME);
    joined = true;
  }

  @Test
  @Order(2)
  void theNewInstitutionVotes() throws Exception {
    assertThat(joined).isTrue();
    // Of five, four must vote: with one stopped, the newcomer's vote is needed.
    consortium.stop("institution-4");
    visit("institution-1", "Maria Mayer", "M-190606");
    consortium.start("institution-4");
    long height = consortium.height("institution-1");
    consortium.agree(everybody(), height);
  }

  @Test
  @Order(3)
  void anExpulsionIsPreviewedAndIsInForceAtOneHeightEverywhere() throws Exception {
    assertThat(joined).isTrue();
    visit(EXPELLED, EXPELLED_PATIENT, EXPELLED_ID);
    int epoch = consortium.status("institution-1").getInt("membershipEpoch");
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    Document members = manager.open("/authority/members.xhtml");
    Element row = row(members, memberName(EXPELLED));
    Document preview = manager.press(members, row.selectFirst("button[id]").id(), Map.of());
    assertThat(preview.getElementById("revocationBox").text())
        .contains(english("members.revoke.title", memberName(EXPELLED)))
        .contains(english("members.revoke.replicas", 5, 4))
        .contains("4 credentials");
    Document ordered =
        manager.press(
            preview, "revocation:go", Map.of("revocation:reason", "Found to leak its records"));
    assertThat(ordered.text()).contains(englishStart("members.revoked"));

    eventually(
        "the manager's page shows it",
        COMMIT,
        () ->
            row(manager.open("/authority/members.xhtml"), memberName(EXPELLED))
                    .select(".state.REVOKED")
                    .size()
                == 1);
    Element state = row(manager.open("/authority/members.xhtml"), memberName(EXPELLED));
    long revokedAt = Long.parseLong(state.select("td").get(4).text().replaceAll("\\D", ""));

    JsonObject next = visit("institution-1", "Emilie du Chatelet", "M-170612");
    assertThat(next.getJsonNumber("blockHeight").longValue()).isGreaterThan(revokedAt);
    consortium.agree(staying(), next.getJsonNumber("blockHeight").longValue());
    for (String server : staying()) {
      assertThat(consortium.block(server, revokedAt).getInt("membershipEpoch")).isEqualTo(epoch);
      assertThat(consortium.block(server, revokedAt + 1).getInt("membershipEpoch"))
          .isEqualTo(epoch + 1);
      JsonObject status = consortium.status(server);
      assertThat(status.getInt("groupEpoch")).as(server).isEqualTo(1);
      assertThat(status.getInt("replicas")).as(server).isEqualTo(4);
    }
    assertThat(record(next).text())
        .contains(english("retrieve.signer", memberName("institution-1")));
    revoked = true;
    parted = Instant.now().plus(PARTING);
  }

  @Test
  @Order(4)
  void theExpelledInstitutionsVisitsAreRefusedAndItsOldOnesStayReadableAndTraceable()
      throws Exception {
    assertThat(revoked).isTrue();
    eventually(
        EXPELLED + " has heard of it",
        CATCH_UP,
        () -> consortium.status(EXPELLED).getInt("groupEpoch") == 1);
    long id =
        consortium
            .submitted(EXPELLED, "Nobody's Patient", "M-000001")
            .getJsonNumber("id")
            .longValue();
    eventually(
        "the doctor sees that it is refused",
        COMMIT,
        () -> consortium.submission(EXPELLED, id).getString("state").equals("REJECTED"));
    assertThat(consortium.submission(EXPELLED, id).getString("rejectionReason"))
        .isEqualTo("REVOKED_MEMBER");
    assertThat(consortium.rejections(EXPELLED, RejectionReason.REVOKED_MEMBER)).isPositive();

    Document old = retrieved(EXPELLED_PATIENT, EXPELLED_ID);
    assertThat(old.select("article.record")).hasSize(1);
    assertThat(old.select("article.record").text())
        .contains(english("retrieve.signer", memberName(EXPELLED)))
        .contains("Seen in the consortium test.");
    assertThat(old.select("article.record li.bad")).isEmpty();
  }

  @Test
  @Order(5)
  void theExpelledInstitutionsKeysOpenNoDoorAndTheOthersGoOn() throws Exception {
    assertThat(revoked).isTrue();
    consortium.stop(EXPELLED);
    // Until then it may read on, so that it learns of its expulsion.
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), parted).toMillis()));
    var expelled = consortium.instance(EXPELLED);
    for (String server : STAYING) {
      long before = consortium.rejections(server, RejectionReason.REVOKED_MEMBER);
      Stranger.withKeysOf(expelled).knocks(address(server));
      eventually(
          server + " counts it",
          COMMIT,
          () -> consortium.rejections(server, RejectionReason.REVOKED_MEMBER) > before);
    }

    JsonObject visit = visit("institution-4", "Hedy Lamarr", "M-191411");
    consortium.agree(staying(), visit.getJsonNumber("blockHeight").longValue());
    for (String server : staying()) {
      consortium.done("verify", server);
    }
  }

  private static List<String> everybody() {
    return Stream.concat(INSTITUTIONS.stream(), Stream.of(NEWCOMER, MANAGER)).toList();
  }

  private static List<String> staying() {
    return Stream.concat(STAYING.stream(), Stream.of(MANAGER)).toList();
  }

  private static JsonObject visit(String server, String patient, String idNumber) throws Exception {
    JsonObject taken = consortium.submitted(server, patient, idNumber);
    return consortium.committed(server, taken.getJsonNumber("id").longValue(), AFTER_CRASH);
  }

  /** What the manager finds under the visit's serial number. */
  private static Document record(JsonObject visit) throws Exception {
    consortium.agree(List.of(MANAGER), visit.getJsonNumber("blockHeight").longValue());
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    return manager.press(
        manager.open("/authority/retrieve.xhtml"),
        "retrieve:find",
        Map.of(
            "retrieve:serialNumber",
            visit.getString("serialNumber"),
            "retrieve:reason",
            "Test of tracing"));
  }

  /** Takes the proof's text from the manager's page to a ledger, and to the genesis alone. */
  private static void anOutsiderJudgesTheProof(JsonObject visit, String signer) throws Exception {
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    String id = visit.getString("transactionId");
    Document made =
        manager.press(
            manager.open("/authority/retrieve.xhtml"),
            "prove:go",
            Map.of("prove:transactionId", id, "prove:why", "Test of proofs for others"));
    String text = made.getElementById("proof").wholeText();
    String proof = Files.writeString(folder.resolve("proof.txt"), text).toString();
    assertThat(consortium.done("judge", proof))
        .contains("The proof is valid.", signer, id)
        .contains(visit.getJsonNumber("blockHeight") + " of institution-1");

    String genesis = consortium.instance(MANAGER).genesisFile().toString();
    var byFounders = consortium.command("judge", proof, "--genesis", genesis);
    assertThat(byFounders.exitCode()).as(byFounders.output()).isEqualTo(1);
    assertThat(byFounders.output()).contains("admitted later");
  }

  private static Document retrieved(String patient, String idNumber) throws Exception {
    WebUser manager = WebUser.signedIn(consortium, MANAGER, "manager");
    return manager.press(
        manager.open("/authority/retrieve.xhtml"),
        "retrieve:find",
        Map.of(
            "retrieve:patientName", patient,
            "retrieve:patientIdNumber", idNumber,
            "retrieve:reason", "Test of tracing"));
  }

  private static Element row(Document members, String name) {
    return members.selectFirst("#members tr:has(strong:containsOwn(" + name + "))");
  }

  private static String memberName(String server) throws Exception {
    var instance = consortium.instance(server);
    return instance.genesis().state().member(instance.memberId()).orElseThrow().member().name();
  }

  /** Where its broker is known to be. */
  private static String address(String server) throws Exception {
    var instance = consortium.instance(server);
    return instance
        .genesis()
        .state()
        .member(instance.memberId())
        .map(status -> status.member().brokerAddress())
        .orElse(instance.brokerHost() + ":" + instance.brokerPort());
  }
}
