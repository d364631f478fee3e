package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** The second half of the view change: the new-view is made or checked, and entered. */
final class NewViews {
  private final CurrentView current;
  private final SlotTable slots;
  private final Step step;
  private final OwnKeys keys;
  private final VotingRight right;
  private final Departures departures;
  private final Validators validators;
  private final Entering entering;

  /** What a new-view is checked by. */
  record Validators(
      Certificates certificates, ViewChangeValidator viewChange, NewViewValidator newView) {}

  /** Parts that take up the new view. */
  record Entering(
      Checkpoints checkpoints, Ordering ordering, Pool pool, Patience patience, Stash stash) {}

  NewViews(
      CurrentView current,
      SlotTable slots,
      Step step,
      OwnKeys keys,
      VotingRight right,
      Departures departures,
      Validators validators,
      Entering entering) {
    this.current = current;
    this.slots = slots;
    this.step = step;
    this.keys = keys;
    this.right = right;
    this.departures = departures;
    this.validators = validators;
    this.entering = entering;
  }

  // ---- the new primary

  /** Makes the new-view, if this replica is the new primary and has what it takes. */
  void tryNewView() {
    if (current.active() || !current.isPrimary() || !right.mayVote()) {
      return;
    }
    int quorum = validators.certificates().quorum(current.membership());
    Map<Digest, Proposal> proposals = knownProposals();
    List<NewView.Signed> chosen = choose(quorum, proposals);
    if (chosen.isEmpty() || contradictsDecision(chosen)) {
      return;
    }
    NewView message = sign(chosen, prePrepares(chosen, proposals));
    step.broadcast(message);
    enter(message);
  }

  /** A quorum of good view-changes that fit together; none as long as there is none. */
  private List<NewView.Signed> choose(int quorum, Map<Digest, Proposal> proposals) {
    List<NewView.Signed> candidates = new ArrayList<>();
    for (Map.Entry<ReplicaId, ViewChange> entry : departures.byMember().entrySet()) {
      if (usable(entry.getValue(), proposals)) {
        candidates.add(new NewView.Signed(entry.getKey(), entry.getValue().withoutProposals()));
      }
    }
    List<NewView.Signed> chosen;
    do {
      chosen = validators.viewChange().bounds().choose(candidates, quorum);
    } while (candidates.removeAll(withBadCertificates(chosen)));
    return chosen;
  }

  private boolean usable(ViewChange viewChange, Map<Digest, Proposal> proposals) {
    return viewChange.newView().equals(current.view())
        && viewChange.prepared().stream().allMatch(p -> proposals.containsKey(p.digest()));
  }

  private List<NewView.Signed> withBadCertificates(List<NewView.Signed> chosen) {
    return chosen.stream()
        .filter(signed -> !validators.viewChange().certificatesVerify(signed.viewChange()))
        .toList();
  }

  /** Nobody votes against what he decided, nor does he propose it. */
  private boolean contradictsDecision(List<NewView.Signed> chosen) {
    return plan(chosen).choices().stream()
        .anyMatch(
            choice ->
                slots
                    .decision(choice.sequenceNumber())
                    .map(decided -> decided.proposal().digest())
                    .filter(decided -> !Optional.of(decided).equals(choice.digest()))
                    .isPresent());
  }

  private NewViewPlan plan(List<NewView.Signed> chosen) {
    return NewViewPlan.of(
        current.epochFirst(), chosen.stream().map(NewView.Signed::viewChange).toList());
  }

  private List<PrePrepare> prePrepares(
      List<NewView.Signed> chosen, Map<Digest, Proposal> proposals) {
    List<PrePrepare> prePrepares = new ArrayList<>();
    for (NewViewPlan.Choice choice : plan(chosen).choices()) {
      Proposal proposal =
          choice
              .digest()
              .map(proposals::get)
              .orElseGet(() -> Proposal.nullRequest(current.view(), choice.sequenceNumber()));
      Bytes vote = keys.signVote(VotePhase.PREPARE, choice.sequenceNumber(), proposal.digest());
      prePrepares.add(new PrePrepare(current.epoch(), current.view(), proposal, vote));
    }
    return prePrepares;
  }

  private NewView sign(List<NewView.Signed> chosen, List<PrePrepare> prePrepares) {
    NewView unsigned =
        new NewView(current.epoch(), current.view(), chosen, prePrepares, Bytes.EMPTY);
    Bytes signature = keys.signAsMember(keys.statements().newView(unsigned));
    return new NewView(unsigned.epoch(), unsigned.view(), chosen, prePrepares, signature);
  }

  private Map<Digest, Proposal> knownProposals() {
    Map<Digest, Proposal> proposals = new TreeMap<>();
    for (ViewChange viewChange : departures.all()) {
      viewChange.proposals().forEach(p -> proposals.put(p.digest(), p));
    }
    for (Slot slot : slots.all()) {
      slot.prepared().ifPresent(proof -> proposals.put(proof.digest(), slot.preparedProposal()));
      if (slot.hasPrePrepare()) {
        proposals.put(slot.digest(), slot.prePrepare().proposal());
      }
    }
    return proposals;
  }

  // ---- entering a view

  void onNewView(ReplicaId from, NewView message) {
    int order = message.view().compareTo(current.view());
    if (message.epoch() != current.epoch() || order < 0 || (order == 0 && current.active())) {
      return;
    }
    Optional<Refusal> refusal = validators.newView().refuse(message);
    if (refusal.isPresent()) {
      step.reject(from, refusal.get());
      return;
    }
    enter(message);
  }

  private void enter(NewView message) {
    step.persist(new LogRecord.NewViewEntered(message));
    current.enter(message);
    departures.forgetUpTo(current.view());
    slots.forgetView();
    for (NewView.Signed signed : message.viewChanges()) {
      signed
          .viewChange()
          .stable()
          .ifPresent(stable -> entering.checkpoints().onCertificate(signed.sender(), stable));
    }
    for (PrePrepare prePrepare : message.prePrepares()) {
      if (slots.inReach(prePrepare.sequenceNumber())) {
        entering.ordering().accept(prePrepare, prePrepare.proposal().digest());
      }
    }
    entering.pool().enterView(slots.batchesInFlight(), step.nowMillis());
    entering.patience().enterView();
    slots.snapshot().forEach(entering.ordering()::advance);
    entering.stash().replay();
  }
}
