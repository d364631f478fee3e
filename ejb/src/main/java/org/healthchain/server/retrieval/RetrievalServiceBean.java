package org.healthchain.server.retrieval;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.healthchain.crypto.serialnumber.PatientIdentity;
import org.healthchain.crypto.serialnumber.SerialNumberKey;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.audit.AuditAction;
import org.healthchain.server.audit.AuditEvent;
import org.healthchain.server.audit.AuditOutcome;
import org.healthchain.server.audit.AuditOutcome.Kind;
import org.healthchain.server.audit.AuditRecorder;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.PatientRules;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.TextRule;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.TransactionKind;

/**
 * The manager's desk for records (FR-5 to FR-7). The audit entry is committed before the first key
 * is touched.
 */
@Stateless
@Local(RetrievalService.class)
@DeclareRoles(Roles.MANAGER)
@RolesAllowed(Roles.MANAGER)
public class RetrievalServiceBean implements RetrievalService {
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  @Inject private ManagerSecrets secrets;
  @Inject private LedgerReader ledger;
  @Inject private RecordReader records;
  @Inject private SignerProver prover;
  @Inject private AuditRecorder audit;
  @Resource private SessionContext context;

  @Override
  public RecordPage bySerialNumber(String serialNumber, String reason, long from) {
    Hash serial = parse(serialNumber);
    String why = requireReason(reason);
    if (from < 1 || from > Integer.MAX_VALUE) {
      throw new RefusedException("retrieve.from.form", "Numbers of records begin with 1.");
    }
    record(AuditAction.RETRIEVE, serial, why, AuditOutcome.of(Kind.REQUESTED));
    long total = ledger.countBySerialNumber(serial);
    List<RecordView> found =
        records.read(ledger.bySerialNumber(serial, (int) (from - 1), PAGE_RECORDS));
    long readable = found.stream().filter(RecordView::readable).count();
    record(AuditAction.RETRIEVED, serial, why, AuditOutcome.of(Kind.FOUND, found.size(), readable));
    return new RecordPage(found, from, total);
  }

  @Override
  public RecordPage byPatient(
      String patientName, String patientIdNumber, String reason, long from) {
    requireReason(reason);
    List<Finding> findings = PatientRules.check(patientName, patientIdNumber);
    if (!findings.isEmpty()) {
      throw findings.get(0).refusal();
    }
    return bySerialNumber(serialNumberOf(patientName, patientIdNumber), reason, from);
  }

  @Override
  public SignerProof proveSigner(String transactionId, String reason) {
    Hash id = parse(transactionId, "retrieve.prove.form", "A transaction id has 64 digits.");
    String why = requireReason(reason);
    StoredTransaction stored =
        ledger
            .transaction(id)
            .filter(found -> found.transaction().header().kind() == TransactionKind.RECORD)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "retrieve.prove.unknown", "That is no record on this ledger."));
    record(AuditAction.PROVE, id, why, AuditOutcome.of(Kind.REQUESTED));
    return prover.prove(stored);
  }

  private String serialNumberOf(String patientName, String patientIdNumber) {
    SerialNumberKey key = secrets.serialNumberKey();
    try {
      return key.serialNumberOf(PatientIdentity.of(patientName, patientIdNumber)).toHex();
    } finally {
      key.destroy();
    }
  }

  private static Hash parse(String serialNumber) {
    return parse(
        serialNumber,
        "retrieve.serialNumber.form",
        "A serial number has 64 digits 0 to 9 and a to f; copy it whole from the receipt.");
  }

  private static Hash parse(String digits, String key, String refusal) {
    String text = digits == null ? "" : digits.strip();
    if (!HASH.matcher(text).matches()) {
      throw new RefusedException(key, refusal);
    }
    return Hash.ofHex(text.toLowerCase(Locale.ROOT));
  }

  private static String requireReason(String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.length() < MIN_REASON_CHARS || text.length() > MAX_REASON_CHARS) {
      throw new RefusedException(
          "retrieve.reason.length",
          "Give a reason of "
              + MIN_REASON_CHARS
              + " to "
              + MAX_REASON_CHARS
              + " characters; it is kept in the audit trail.",
          MIN_REASON_CHARS,
          MAX_REASON_CHARS);
    }
    TextRule.PROSE.require(text);
    return text;
  }

  private void record(AuditAction action, Hash subject, String reason, AuditOutcome outcome) {
    audit.record(
        new AuditEvent(
            context.getCallerPrincipal().getName(), action, subject.hex(), reason, outcome));
  }
}
