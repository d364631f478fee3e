package org.healthchain.server.membership;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.audit.AuditAction;
import org.healthchain.server.audit.AuditEvent;
import org.healthchain.server.audit.AuditOutcome;
import org.healthchain.server.audit.AuditOutcome.Kind;
import org.healthchain.server.audit.AuditRecorder;
import org.healthchain.server.control.ControlTransactions;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.TextRule;
import org.healthchain.server.transaction.Admission;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.QuorumSize;
import org.healthchain.server.transaction.Revocation;
import org.healthchain.server.transaction.TransactionKind;

/** The manager's desk for joins and revocations; each order takes effect through the chain only. */
@Stateless
@Local(MembershipService.class)
@DeclareRoles(Roles.MANAGER)
@RolesAllowed(Roles.MANAGER)
public class MembershipServiceBean implements MembershipService {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_OPEN_INVITATIONS = 100;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private ManagerSecrets secrets;
  @Inject private ControlTransactions control;
  @Inject private AuditRecorder audit;
  @Inject private CurrentState current;
  @Inject private CredentialIssuer desk;
  @Resource private SessionContext context;

  @Override
  public List<MemberView> members() {
    List<MemberView> views = new ArrayList<>();
    for (MemberStatus status : state().members()) {
      ConsortiumMember member = status.member();
      views.add(
          new MemberView(
              member.id(),
              member.name(),
              member.brokerAddress(),
              status.active() ? MemberView.Stage.ACTIVE : MemberView.Stage.REVOKED,
              status.active() ? status.sinceHeight() : status.revokedAtHeight(),
              status.sinceGroupEpoch()));
    }
    for (String pending : control.pendingSubjects(TransactionKind.ADMIT)) {
      InvitationEntity invitation = entities.find(InvitationEntity.class, Integer.valueOf(pending));
      views.add(
          new MemberView(
              invitation.memberId(),
              invitation.institutionName(),
              "",
              MemberView.Stage.JOINING,
              0,
              state().groupEpoch()));
    }
    return views;
  }

  @Override
  public String invite(String institutionName) {
    String name = requireName(institutionName);
    InvitationEntity entry =
        new InvitationEntity(nextMemberId(), name, IssuingKey.newNonce(RANDOM), Instant.now());
    entities.persist(entry);
    record(AuditAction.INVITE, name, "", AuditOutcome.of(Kind.INVITED, entry.memberId()));
    return new Invitation(
            secrets.genesis().chainId(),
            entry.memberId(),
            name,
            Opaque.of(entry.issuerNonce()),
            secrets.genesis().groupPublicKey(),
            secrets.genesis().manager().identityKey())
        .toText();
  }

  private String requireName(String institutionName) {
    String name = institutionName == null ? "" : institutionName.strip();
    if (name.isEmpty()
        || name.getBytes(StandardCharsets.UTF_8).length > ConsortiumMember.MAX_NAME_BYTES) {
      throw new RefusedException(
          "members.name.form", "Give the institution a name of at most 200 bytes.");
    }
    TextRule.LINE.require(name);
    if (state().activeMembers().stream().anyMatch(member -> member.name().equals(name))) {
      throw new RefusedException(
          "members.name.taken", "An institution of that name is a member already.");
    }
    long open =
        entities
            .createQuery(
                "SELECT COUNT(i) FROM InvitationEntity i WHERE i.admission IS NULL", Long.class)
            .getSingleResult();
    if (open >= MAX_OPEN_INVITATIONS) {
      throw new RefusedException(
          "members.invitations.many", "Too many invitations wait for an answer.");
    }
    return name;
  }

  private int nextMemberId() {
    Integer invited =
        entities
            .createQuery("SELECT MAX(i.memberId) FROM InvitationEntity i", Integer.class)
            .getSingleResult();
    int known = state().members().stream().mapToInt(s -> s.member().id()).max().orElse(0);
    return Math.max(known, invited == null ? 0 : invited) + 1;
  }

  @Override
  public AdmissionPreview checkRequest(String joinRequest) {
    AdmissionRequest request = AdmissionRequest.parse(joinRequest);
    check(request);
    QuorumSize before = new QuorumSize(state().activeMembers().size());
    QuorumSize after = new QuorumSize(before.replicas() + 1);
    return new AdmissionPreview(
        request.institutionName(),
        request.brokerAddress(),
        before.replicas(),
        after.replicas(),
        before.faults(),
        after.faults(),
        before.quorum(),
        after.quorum());
  }

  @Override
  public String admit(String joinRequest) {
    AdmissionRequest request = AdmissionRequest.parse(joinRequest);
    InvitationEntity invitation = invitation(request);
    if (invitation.admission() != null) {
      return new String(invitation.admission(), StandardCharsets.UTF_8);
    }
    if (ordersUnderWay()) {
      RevocationPreview.Obstacle obstacle = RevocationPreview.Obstacle.ANOTHER;
      throw new RefusedException("members.obstacle." + obstacle, obstacle.message());
    }
    AdmissionRequestCheck.Parts parts = check(request);
    record(
        AuditAction.ADMIT,
        request.institutionName(),
        "",
        AuditOutcome.of(Kind.ORDERED, request.memberId()));
    CredentialIssuer.Admitted admitted =
        desk.admit(request, parts, invitation.issuerNonce(), state());
    invitation.answerWith(admitted.notice().getBytes(StandardCharsets.UTF_8));
    control.order(new Admission(admitted.member()), Integer.toString(request.memberId()));
    return admitted.notice();
  }

  private AdmissionRequestCheck.Parts check(AdmissionRequest request) {
    return AdmissionRequestCheck.check(
        request, secrets.genesis().chainId(), invitation(request), group());
  }

  private InvitationEntity invitation(AdmissionRequest request) {
    InvitationEntity invitation = entities.find(InvitationEntity.class, request.memberId());
    if (invitation == null) {
      throw new RefusedException(
          "members.refused.uninvited",
          "The join request is refused: this manager gave out no such invitation.");
    }
    return invitation;
  }

  @Override
  public RevocationPreview previewRevocation(int memberId) {
    MemberStatus status = member(memberId);
    QuorumSize before = new QuorumSize(state().activeMembers().size());
    QuorumSize after = new QuorumSize(before.replicas() - 1);
    boolean active = status.active();
    boolean enough = after.replicas() > 0;
    boolean waiting = ordersUnderWay();
    RevocationPreview.Obstacle obstacle = null;
    if (!active) {
      obstacle = RevocationPreview.Obstacle.ALREADY;
    } else if (!enough) {
      obstacle = RevocationPreview.Obstacle.LAST;
    } else if (waiting) {
      obstacle = RevocationPreview.Obstacle.ANOTHER;
    }
    return new RevocationPreview(
        status.member().name(),
        before.replicas(),
        after.replicas(),
        before.faults(),
        after.faults(),
        after.quorum(),
        state().groupEpoch() + 1,
        after.replicas(),
        obstacle == null,
        obstacle);
  }

  @Override
  public String revoke(int memberId, String reason) {
    if (reason == null || reason.isBlank()) {
      throw new RefusedException(
          "members.revoke.reason.empty", "Give a reason; it is kept in the audit trail.");
    }
    TextRule.PROSE.require(reason);
    RevocationPreview preview = previewRevocation(memberId);
    RevocationPreview.Obstacle obstacle = preview.obstacle();
    if (obstacle != null) {
      throw new RefusedException("members.obstacle." + obstacle, obstacle.message());
    }
    record(
        AuditAction.REVOKE,
        preview.institutionName(),
        reason,
        AuditOutcome.of(Kind.ORDERED, memberId));
    Revocation order = desk.revocation(memberId, state());
    return control.order(order, Integer.toString(memberId)).hex();
  }

  /** A credential fits one group epoch and a re-issue one set of members: one order at a time. */
  private boolean ordersUnderWay() {
    return !control.pendingSubjects(TransactionKind.REVOKE).isEmpty()
        || !control.pendingSubjects(TransactionKind.ADMIT).isEmpty();
  }

  private MemberStatus member(int memberId) {
    return state()
        .member(memberId)
        .orElseThrow(
            () ->
                new RefusedException(
                    "members.unknown", "There is no member " + memberId + ".", memberId));
  }

  private GroupPublicKey group() {
    return secrets.group().atEpoch(state().groupEpoch());
  }

  private ConsortiumState state() {
    return current.get().state();
  }

  private void record(AuditAction action, String subject, String reason, AuditOutcome outcome) {
    audit.record(
        new AuditEvent(context.getCallerPrincipal().getName(), action, subject, reason, outcome));
  }
}
