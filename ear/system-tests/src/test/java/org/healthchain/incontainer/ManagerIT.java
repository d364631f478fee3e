package org.healthchain.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.keys.DayKeyView;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.membership.Invitation;
import org.healthchain.server.membership.MemberView;
import org.healthchain.server.membership.RevocationPreview;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.retrieval.RecordProblem;
import org.healthchain.server.retrieval.RecordView;
import org.healthchain.server.retrieval.SignerEvidence;
import org.healthchain.server.retrieval.SignerJudge;
import org.healthchain.server.retrieval.SignerProof;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.Hash;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two servers, each in a Payara Micro of its own: the manager's orders reach the institution's
 * chain, and what the institution's doctor entered reaches the manager's desk. Each test runs
 * inside the server that it names.
 */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManagerIT {
  private static final String MANAGER = "manager";
  private static final String INSTITUTION = "institution";
  private static final SentVisit VISIT = DoctorCaller.visit("Mona Example");

  @Inject private CurrentInstance instance;
  @Inject private ServerDatabase database;
  @Inject private FailingObserver observer;
  @EJB private DoctorCaller doctor;
  @EJB private ManagerCaller manager;
  @EJB private CurrentState current;

  @Deployment(name = INSTITUTION, order = 1)
  @TargetsContainer("pair-institution")
  static WebArchive institution() {
    return application();
  }

  @Deployment(name = MANAGER, order = 2)
  @TargetsContainer("pair-manager")
  static WebArchive manager() {
    return application();
  }

  private static WebArchive application() {
    return Application.war(DoctorCaller.class, ManagerCaller.class, FailingObserver.class);
  }

  @Test
  @Order(1)
  @OperateOnDeployment(INSTITUTION)
  void theInstitutionCommitsAVisit() throws Exception {
    DoctorCaller.committed(doctor, doctor.submit(VISIT).id());
  }

  @Test
  @Order(2)
  @OperateOnDeployment(MANAGER)
  void theManagerFollowsAndReadsTheRecordLeavingATrace() throws Exception {
    Eventually.until("the manager follows", () -> current.get().height() > 0);
    List<RecordView> records = manager.records(VISIT.patientName(), VISIT.patientIdNumber());

    assertThat(records).hasSize(1);
    RecordView record = records.get(0);
    assertThat(record.problem()).isNull();
    assertThat(record.signer().signatureValid()).isTrue();
    assertThat(record.signer().registered()).isTrue();
    assertThat(record.content().doctorSignatureValid()).isTrue();
    assertThat(record.content().visit().notes()).isEqualTo(DoctorCaller.NOTES);
    assertThat(record.signer().institution())
        .isEqualTo(instance.genesis().state().activeMembers().get(0).name());
    assertThat(manager.trail().get(1).action()).isEqualTo("RETRIEVE");
    assertThat(manager.trail().get(1).reason()).isEqualTo(ManagerCaller.REASON);
    assertThat(manager.trail().get(0).outcome()).isEqualTo("FOUND 1 1");
    assertThatThrownBy(() -> doctor.submit(VISIT))
        .hasMessageContaining(NotReadyException.Reason.NOT_RUNNING.name());
  }

  @Test
  @Order(3)
  @OperateOnDeployment(MANAGER)
  void anOrderThatIsRolledBackLeavesATraceAndNothingElse() throws Exception {
    int keys = manager.keys().size();
    int entries = manager.trail().size();
    long height = current.get().height();
    String keyId = manager.rotateAndRollBack();

    assertThat(manager.pendingOrders()).isZero();
    assertThat(manager.keys()).hasSize(keys);
    Thread.sleep(1_500);
    assertThat(current.get().height()).isEqualTo(height);
    assertThat(current.get().state().dayKey(Hash.ofHex(keyId))).isEmpty();
    // The trail tells of the attempt: its entry was durable before the order was made.
    assertThat(manager.trail()).hasSize(entries + 1);
    assertThat(manager.trail().get(0).subject()).isEqualTo(keyId);
  }

  @Test
  @Order(4)
  @OperateOnDeployment(MANAGER)
  void anOrderStaysInTheOutboxUntilItsBlockIsDurableHere() throws Exception {
    int failures = observer.failures();
    observer.fail(true);
    String keyId = manager.rotate();
    assertThat(manager.pendingOrders()).isEqualTo(2);
    Eventually.until("its block fails here", () -> observer.failures() > failures);
    assertThat(manager.pendingOrders()).isEqualTo(2);
    assertThat(current.get().state().dayKey(Hash.ofHex(keyId))).isEmpty();

    observer.fail(false);
    Eventually.until("the outbox is empty", () -> manager.pendingOrders() == 0);
    Eventually.until(
        "the key is in force", () -> current.get().state().dayKey(Hash.ofHex(keyId)).isPresent());
    DayKeyView newest = manager.keys().get(0);
    assertThat(newest.keyId()).isEqualTo(keyId);
    assertThat(newest.current()).isTrue();
    assertThat(newest.announcedAtHeight()).isPositive();
  }

  @Test
  @Order(5)
  @OperateOnDeployment(MANAGER)
  void aNewKeyPinsTheAuditTrailOnTheChainSoThatARewrittenOneIsFound() throws Exception {
    Eventually.until(
        "the trail is pinned", () -> !current.get().state().lastAccess().equals(Hash.ZERO));
    assertThat(manager.firstWrongEntry()).isEmpty();
    long newest = manager.trail().get(0).number();
    assertThat(database.verify().problems()).isEmpty();
    // Whoever drops the newest entries leaves a chain that is whole by itself.
    database.execute("CREATE TABLE kept AS SELECT * FROM hc_audit_entry WHERE number = " + newest);
    database.execute("DELETE FROM hc_audit_entry WHERE number = " + newest);
    assertThat(manager.firstWrongEntry()).hasValue(newest);
    database.execute("INSERT INTO hc_audit_entry SELECT * FROM kept");
    assertThat(manager.firstWrongEntry()).isEmpty();
  }

  @Test
  @Order(6)
  @OperateOnDeployment(INSTITUTION)
  void theInstitutionHasNoKeyOfTheManager() throws Exception {
    Eventually.until(
        "the institution has the new key too", () -> current.get().state().dayKeys().size() > 1);
    assertThatThrownBy(() -> manager.rotate()).isInstanceOf(EJBException.class);
    assertThatThrownBy(() -> manager.records("Mona Example", VISIT.patientIdNumber()))
        .isInstanceOf(EJBException.class);
  }

  @Test
  @Order(7)
  @OperateOnDeployment(INSTITUTION)
  void theInstitutionCommitsAnotherVisitOfThePatientUnderTheNewKey() throws Exception {
    DoctorCaller.committed(doctor, doctor.submit(VISIT).id());
  }

  @Test
  @Order(8)
  @OperateOnDeployment(MANAGER)
  void whatDoesNotVerifyIsNotDecryptedAndHidesNoOther() throws Exception {
    Eventually.until("the manager has both", () -> records().size() == 2);
    assertThatAlteredIsWithheld("hc_body", "body", RecordProblem.Kind.BODY_MISMATCH);
    assertThatAlteredIsWithheld("hc_transaction", "authorisation", RecordProblem.Kind.NOT_IN_BLOCK);
    assertThat(records()).extracting(RecordView::problem).containsOnlyNulls().hasSize(2);
  }

  @Test
  @Order(9)
  @OperateOnDeployment(MANAGER)
  void aProofOfTheSignerConvincesWhoHasTheLedgerAndNoSecret() throws Exception {
    String id = records().get(0).transactionId();
    SignerProof proof = manager.prove(id);
    assertThat(proof.holds()).isTrue();
    assertThat(manager.trail().get(0).action()).isEqualTo("PROVE");
    assertThat(manager.trail().get(0).subject()).isEqualTo(id);

    ConsortiumMember signer = instance.genesis().state().activeMembers().get(0);
    assertThat(proof.institution()).isEqualTo(signer.name());
    SignerEvidence evidence = SignerEvidence.parse(proof.proof());
    assertThat(evidence.header().id().hex()).isEqualTo(id);
    GroupPublicKey group = GroupPublicKey.fromBytes(instance.genesis().groupPublicKey().bytes());
    SignerJudge judge =
        new SignerJudge(instance.genesis().chainId(), group, instance.genesis().state());
    assertThat(judge.judge(evidence))
        .isEqualTo(new SignerJudge.Ruling(SignerJudge.Conclusion.PROVED, Optional.of(signer)));
    assertThatRefused(() -> manager.prove("00".repeat(32)), "retrieve.prove.unknown");
    assertThatRefused(() -> manager.prove("no id"), "retrieve.prove.form");
  }

  @Test
  @Order(10)
  @OperateOnDeployment(MANAGER)
  void invitationsAreNumberedOnFromTheMembersAndMakeNobodyAMember() throws Exception {
    Invitation first = Invitation.parse(manager.invite("  Lakeside Clinic "));
    Invitation second = Invitation.parse(manager.invite("Harbour Clinic"));
    assertThat(first.institutionName()).isEqualTo("Lakeside Clinic");
    assertThat(first.memberId()).isEqualTo(2);
    assertThat(second.memberId()).isEqualTo(3);
    assertThat(first.issuerNonce()).isNotEqualTo(second.issuerNonce());
    assertThat(manager.members()).hasSize(1);
    assertThat(manager.trail().get(0).action()).isEqualTo("INVITE");

    assertThatRefused(() -> manager.invite(" "), "members.name.form");
    assertThatRefused(() -> manager.invite("é".repeat(101)), "members.name.form");
    assertThatRefused(() -> manager.invite(manager.members().get(0).name()), "members.name.taken");
    assertThatRefused(() -> manager.admit("no request"), "members.document.other");
  }

  @Test
  @Order(11)
  @OperateOnDeployment(MANAGER)
  void theLastInstitutionStaysAndARefusedRevocationOrdersNothing() throws Exception {
    int entries = manager.trail().size();
    RevocationPreview preview = manager.previewRevocation(1);
    assertThat(preview.possible()).isFalse();
    assertThat(preview.obstacle()).isEqualTo(RevocationPreview.Obstacle.LAST);
    assertThat(preview.replicasAfter()).isZero();

    assertThatRefused(() -> manager.revoke(1, "It has to go"), "members.obstacle.LAST");
    assertThatRefused(() -> manager.revoke(1, " "), "members.revoke.reason.empty");
    assertThatRefused(() -> manager.revoke(99, "It has to go"), "members.unknown");
    assertThat(manager.pendingOrders()).isZero();
    assertThat(manager.trail()).hasSize(entries);
    assertThat(manager.members())
        .extracting(MemberView::stage)
        .containsOnly(MemberView.Stage.ACTIVE);
  }

  private static void assertThatRefused(ThrowingCallable call, String key) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.key()).isEqualTo(key));
  }

  private List<RecordView> records() {
    return manager.records(VISIT.patientName(), VISIT.patientIdNumber());
  }

  private void assertThatAlteredIsWithheld(String table, String column, RecordProblem.Kind problem)
      throws Exception {
    long number =
        database.number(
            "SELECT MIN(number) FROM hc_transaction WHERE serial_number IS NOT NULL AND kind = 1");
    database.flip(table, column, number);
    try {
      List<RecordView> both = records();
      assertThat(both.get(0).content().visit().notes()).isEqualTo(DoctorCaller.NOTES);
      assertThat(both.get(0).signer().signatureValid()).isTrue();
      RecordView record = both.get(1);
      assertThat(record.problem().kind()).isEqualTo(problem);
      assertThat(record.signer().signatureValid()).isFalse();
      assertThat(record.content()).isNull();
      assertThat(record.signer().institution()).isNull();
      assertThatRefused(() -> manager.prove(record.transactionId()), "problem." + problem);
    } finally {
      database.flip(table, column, number);
    }
  }
}
