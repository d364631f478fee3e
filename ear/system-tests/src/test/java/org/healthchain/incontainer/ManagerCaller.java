package org.healthchain.incontainer;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.OptionalLong;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.audit.AuditEntryView;
import org.healthchain.server.audit.AuditService;
import org.healthchain.server.control.ControlTransactions;
import org.healthchain.server.keys.DayKeyService;
import org.healthchain.server.keys.DayKeyView;
import org.healthchain.server.membership.MemberView;
import org.healthchain.server.membership.MembershipService;
import org.healthchain.server.membership.RevocationPreview;
import org.healthchain.server.retrieval.RecordView;
import org.healthchain.server.retrieval.RetrievalService;
import org.healthchain.server.retrieval.SignerProof;

/** Calls the manager's services as the signed-in manager does, in a transaction of its own. */
@Stateless
@RunAs(Roles.MANAGER)
@PermitAll
public class ManagerCaller {
  static final String REASON = "Asked for by the test of the manager's desk";

  @EJB private DayKeyService keys;
  @EJB private AuditService audit;
  @EJB private RetrievalService retrieval;
  @EJB private ControlTransactions control;
  @EJB private MembershipService members;
  @Resource private SessionContext context;

  public String rotate() {
    return keys.rotateNow();
  }

  /** What the service returned before the transaction around it was rolled back. */
  public String rotateAndRollBack() {
    String keyId = keys.rotateNow();
    context.setRollbackOnly();
    return keyId;
  }

  public List<DayKeyView> keys() {
    return keys.keys(0, 100);
  }

  public long pendingOrders() {
    return control.pendingCount();
  }

  public List<AuditEntryView> trail() {
    return audit.entries(0, 100);
  }

  public OptionalLong firstWrongEntry() {
    return audit.firstWrongEntry();
  }

  public SignerProof prove(String transactionId) {
    return retrieval.proveSigner(transactionId, REASON);
  }

  public String invite(String institution) {
    return members.invite(institution);
  }

  public List<MemberView> members() {
    return members.members();
  }

  public RevocationPreview previewRevocation(int memberId) {
    return members.previewRevocation(memberId);
  }

  public String revoke(int memberId, String reason) {
    return members.revoke(memberId, reason);
  }

  public String admit(String joinRequest) {
    return members.admit(joinRequest);
  }

  public List<RecordView> records(String name, String idNumber) {
    return retrieval.byPatient(name, idNumber, REASON, 1).records();
  }
}
