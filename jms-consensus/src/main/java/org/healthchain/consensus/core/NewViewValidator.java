package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.ViewChange;

/** Recomputes a new-view from its view-changes (Castro and Liskov 1999, §4.4). */
final class NewViewValidator {
  private final CurrentView current;
  private final Certificates certificates;
  private final Statements statements;
  private final Rules rules;
  private final ViewChangeValidator viewChangeValidator;
  private final PrePrepareValidator prePrepareValidator;

  NewViewValidator(
      CurrentView current,
      Certificates certificates,
      Statements statements,
      Rules rules,
      ViewChangeValidator viewChangeValidator,
      PrePrepareValidator prePrepareValidator) {
    this.current = current;
    this.certificates = certificates;
    this.statements = statements;
    this.rules = rules;
    this.viewChangeValidator = viewChangeValidator;
    this.prePrepareValidator = prePrepareValidator;
  }

  /** A reason to refuse, or nothing. */
  Optional<Refusal> refuse(NewView message) {
    if (!signedByPrimary(message)) {
      return Optional.of(Refusal.NEW_VIEW_BADLY_SIGNED);
    }
    if (!rules.recomputesNewViews()) {
      return Optional.empty();
    }
    if (message.viewChanges().size() < certificates.quorum(current.membership())) {
      return Optional.of(Refusal.NEW_VIEW_WITHOUT_QUORUM);
    }
    List<ViewChange> viewChanges = new ArrayList<>();
    ReplicaId last = null;
    for (NewView.Signed signed : message.viewChanges()) {
      ViewChange viewChange = signed.viewChange();
      if ((last != null && last.compareTo(signed.sender()) >= 0)
          || !viewChange.newView().equals(message.view())
          || viewChangeValidator.refuse(signed.sender(), viewChange).isPresent()
          || !viewChangeValidator.certificatesVerify(viewChange)) {
        return Optional.of(Refusal.NEW_VIEW_WITH_BAD_VIEW_CHANGE);
      }
      last = signed.sender();
      viewChanges.add(viewChange);
    }
    if (!viewChangeValidator.bounds().fit(viewChanges)) {
      return Optional.of(Refusal.NEW_VIEW_WITH_BASES_APART);
    }
    return follows(message, NewViewPlan.of(current.epochFirst(), viewChanges))
        ? Optional.empty()
        : Optional.of(Refusal.NEW_VIEW_THAT_DOES_NOT_FOLLOW);
  }

  private boolean signedByPrimary(NewView message) {
    Membership membership = current.membership();
    int primary = membership.indexOf(membership.primary(message.view())).getAsInt();
    return certificates
        .verifier()
        .verify(
            SignatureScheme.ED25519,
            membership.member(primary).identityKey(),
            statements.newView(message),
            message.signature());
  }

  private boolean follows(NewView message, NewViewPlan plan) {
    if (message.prePrepares().size() != plan.choices().size()) {
      return false;
    }
    for (int i = 0; i < plan.choices().size(); i++) {
      PrePrepare prePrepare = message.prePrepares().get(i);
      if (prePrepare.epoch() != message.epoch()
          || !prePrepare.view().equals(message.view())
          || !matches(prePrepare, plan.choices().get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(PrePrepare prePrepare, NewViewPlan.Choice choice) {
    Proposal proposal = prePrepare.proposal();
    Digest digest = proposal.digest();
    Digest expected =
        choice
            .digest()
            .orElseGet(
                () -> Proposal.nullRequest(prePrepare.view(), choice.sequenceNumber()).digest());
    return proposal.sequenceNumber().equals(choice.sequenceNumber())
        && digest.equals(expected)
        && prePrepareValidator.signedByPrimary(prePrepare, digest);
  }
}
