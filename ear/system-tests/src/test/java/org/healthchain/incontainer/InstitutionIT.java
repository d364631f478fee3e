package org.healthchain.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.healthchain.server.group.Authorisations;
import org.healthchain.server.health.ReplicaReadiness;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerVerification;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.submission.OutboxGauge;
import org.healthchain.server.submission.SendOptions;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionView;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MerkleTree;
import org.healthchain.server.transaction.Transaction;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An institution's server from a doctor's visit to a block, inside Payara Micro: outbox, signing,
 * ledger, and what a transaction that fails leaves behind.
 */
@ExtendWith(ArquillianExtension.class)
class InstitutionIT {
  @Inject private CurrentInstance instance;
  @Inject private ServerDatabase database;
  @Inject private OutboxGauge gauge;
  @Inject private FailingObserver observer;
  @EJB private DoctorCaller doctor;
  @EJB private SubmissionService submissions;
  @EJB private LedgerReader ledger;
  @EJB private CurrentState current;

  @ArquillianResource private URL address;
  @Inject @Readiness private ReplicaReadiness readiness;

  @Deployment
  @TargetsContainer("institution")
  static WebArchive application() {
    return Application.war(DoctorCaller.class, FailingObserver.class);
  }

  @Test
  void isTheInstitutionOfItsDirectoryAndBeginsWithTheGenesis() throws Exception {
    assertThat(instance.directory().role()).isEqualTo(ServerRole.INSTITUTION);
    assertThat(instance.directory().memberId()).isEqualTo(1);
    assertThat(instance.genesis().verify()).isTrue();
    assertThat(database.problems(0)).isEmpty();
  }

  @Test
  void aVisitIsSignedFromTheOutboxOrderedAndStoredOnce() throws Exception {
    SubmissionView queued = doctor.submit(DoctorCaller.visit("Ada Example"));
    assertThat(queued.state()).isEqualTo(SubmissionState.QUEUED);

    SubmissionView committed = DoctorCaller.committed(doctor, queued.id());
    assertThat(committed.signedAt()).isNotNull();
    StoredTransaction stored = stored(committed);
    Transaction transaction = stored.transaction();
    assertThat(stored.block().height()).isEqualTo(committed.blockHeight());
    assertThat(transaction.header().serialNumber().hex()).isEqualTo(queued.serialNumber());
    assertThat(transaction.bodyFits()).isTrue();
    assertThat(
            Authorisations.of(
                    instance.genesis().groupPublicKey(), instance.genesis().manager().identityKey())
                .wrong(List.of(transaction)))
        .isEmpty();
    assertThat(
            MerkleTree.root(
                ledger.transactions(stored.block().height()).stream()
                    .map(Transaction::leaf)
                    .toList()))
        .isEqualTo(stored.block().merkleRoot());
    assertThat(new String(transaction.encode(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Wheezing", "Ada", "J45");
    Eventually.until(
        "a quorum certifies the block",
        () -> ledger.certificate(stored.block().height()).isPresent());
    assertThatTheLedgerIsWhole();
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM hc_submission WHERE body IS NOT NULL AND state = 2"))
        .isZero();
  }

  @Test
  void aSubmissionThatIsRolledBackLeavesNothing() throws Exception {
    long rows = doctor.countMine();
    long unfinished = gauge.unfinished();
    SubmissionView queued = doctor.submitAndRollBack(DoctorCaller.visit("Rolled Back"));

    assertThat(doctor.find(queued.id())).isEmpty();
    assertThat(doctor.countMine()).isEqualTo(rows);
    assertThat(gauge.unfinished()).isEqualTo(unfinished);
    // Who comes after it is signed and ordered; it never is.
    DoctorCaller.committed(doctor, doctor.submit(DoctorCaller.visit("Comes After")).id());
    assertThat(ledger.transaction(Hash.ofHex(queued.transactionId()))).isEmpty();
  }

  @Test
  void aBlockWhoseObserverFailsIsRolledBackWholeAndDoneAgainOnce() throws Exception {
    int before = observer.failures();
    long height = current.get().height();
    long unfinished = gauge.unfinished();
    observer.fail(true);
    SubmissionView queued = doctor.submit(DoctorCaller.visit("Failing Observer"));
    Eventually.until("the block failed twice", () -> observer.failures() >= before + 2);

    assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(current.get().height()).isEqualTo(height);
    assertThat(database.number("SELECT MAX(height) FROM hc_block")).isEqualTo(height);
    assertThat(doctor.find(queued.id()).orElseThrow().state()).isEqualTo(SubmissionState.SIGNED);
    assertThat(gauge.unfinished()).isEqualTo(unfinished + 1);

    observer.fail(false);
    SubmissionView committed = DoctorCaller.committed(doctor, queued.id());
    assertThat(committed.blockHeight()).isEqualTo(height + 1);
    assertThatItStandsOnce(committed);
    assertThat(gauge.unfinished()).isEqualTo(unfinished);
    assertThatTheLedgerIsWhole();
  }

  @Test
  void aBlockThatTheDatabaseRefusesIsRolledBackWholeAndDoneAgainOnce() throws Exception {
    long height = current.get().height();
    // What is in the way of the block's own body, the last that it writes.
    long obstacle = (height + 1) << 20;
    database.execute("ALTER TABLE hc_body DROP CONSTRAINT IF EXISTS in_the_way");
    database.execute(
        "ALTER TABLE hc_body ADD CONSTRAINT in_the_way CHECK (number < " + obstacle + ")");
    SubmissionView queued = doctor.submit(DoctorCaller.visit("Refused Block"));
    Eventually.until(
        "it is signed",
        () -> doctor.find(queued.id()).orElseThrow().state() == SubmissionState.SIGNED);
    Thread.sleep(1_500);
    assertThat(database.number("SELECT COUNT(*) FROM hc_block WHERE height > " + height)).isZero();
    assertThat(database.number("SELECT COUNT(*) FROM hc_transaction WHERE number >= " + obstacle))
        .isZero();
    assertThat(doctor.find(queued.id()).orElseThrow().state()).isEqualTo(SubmissionState.SIGNED);

    database.execute("ALTER TABLE hc_body DROP CONSTRAINT in_the_way");
    assertThatItStandsOnce(DoctorCaller.committed(doctor, queued.id()));
    assertThatTheLedgerIsWhole();
  }

  @Test
  @RunAsClient
  void aMonitorSeesThatItIsReadyAndAlive() throws Exception {
    HttpResponse<String> ready = get("/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(ready.body())
        .contains("\"replica\"", "\"broker\"", "\"database\"", "\"keys\"")
        .doesNotContain("DOWN");
    HttpResponse<String> live = get("/health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).contains("replica-thread");
  }

  @Test
  @RunAsClient
  void itsMetricsAreNumbersWithoutIds() throws Exception {
    String metrics = get("/metrics?scope=application").body();
    assertThat(metrics)
        .contains(
            "healthchain_height_blocks",
            "healthchain_view",
            "healthchain_outbox_submissions",
            "healthchain_pooled_batches",
            "healthchain_day_key_age_seconds",
            "healthchain_transactions_committed_total",
            "healthchain_commit_time_milliseconds",
            "reason=\"malformed_message\"");
    assertThat(metrics).doesNotContainPattern("[0-9a-f]{32}");
    assertThat(metrics).doesNotContain("doctor", "Example");
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI server = new URI("http", null, address.getHost(), address.getPort(), "/", null, null);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void nobodyButADoctorSubmits() {
    assertThatThrownBy(
            () -> submissions.submit(DoctorCaller.visit("Nobody"), SendOptions.ofProgram(null, 0)))
        .isInstanceOf(EJBAccessException.class);
  }

  private StoredTransaction stored(SubmissionView committed) {
    return ledger.transaction(Hash.ofHex(committed.transactionId())).orElseThrow();
  }

  private void assertThatItStandsOnce(SubmissionView committed) throws Exception {
    assertThat(stored(committed).block().height()).isEqualTo(committed.blockHeight());
    assertThat(ledger.bySerialNumber(Hash.ofHex(committed.serialNumber()), 0, 10)).hasSize(1);
  }

  private void assertThatTheLedgerIsWhole() throws Exception {
    LedgerVerification found = database.verify();
    assertThat(found.problems()).isEmpty();
    assertThat(found.tipHash()).isEqualTo(current.get().header().hash().hex());
  }
}
