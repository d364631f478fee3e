package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;

/** The view change (Castro and Liskov 1999, §4.4): this replica leaves a view, and others do. */
final class ViewChanges {
  private final CurrentView current;
  private final Standing standing;
  private final SlotTable slots;
  private final Step step;
  private final OwnKeys keys;
  private final VotingRight right;
  private final Patience patience;
  private final Peers peers;
  private final Departures departures;
  private final NewViews newViews;
  private final Checks checks;

  /** At once, when a view change goes on after a restart. */
  private long repeatDueMillis;

  /** What view-changes are made and judged by. */
  record Checks(Rules rules, Certificates certificates, ViewChangeValidator validator) {}

  ViewChanges(
      Owners owners,
      Step step,
      OwnKeys keys,
      VotingRight right,
      Patience patience,
      Peers peers,
      Departures departures,
      NewViews newViews,
      Checks checks) {
    current = owners.current();
    standing = owners.standing();
    slots = owners.slots();
    this.step = step;
    this.keys = keys;
    this.right = right;
    this.patience = patience;
    this.peers = peers;
    this.departures = departures;
    this.newViews = newViews;
    this.checks = checks;
  }

  void enterEpoch() {
    departures.clear();
    repeatDueMillis = 0;
  }

  // ---- leaving a view

  void start(View view) {
    if (!right.mayVote()) {
      return;
    }
    current.leaveFor(view);
    step.persist(new LogRecord.ViewChangeStarted(current.epoch(), view));
    patience.onViewChangeStarted();
    send();
    onQuorumHeard();
    newViews.tryNewView();
  }

  private ViewChange makeViewChange() {
    List<PreparedProof> prepared = new ArrayList<>();
    List<Proposal> proposals = new ArrayList<>();
    for (Slot slot : slots.above(standing.lowWatermark())) {
      if (slot.prepared().isPresent() && checks.rules().carriesPrepared()) {
        prepared.add(slot.prepared().get());
        proposals.add(slot.preparedProposal());
      }
    }
    ViewChange unsigned = viewChange(prepared, proposals, Bytes.EMPTY);
    return viewChange(
        prepared, proposals, keys.signAsMember(keys.statements().viewChange(unsigned)));
  }

  private ViewChange viewChange(
      List<PreparedProof> prepared, List<Proposal> proposals, Bytes signature) {
    return new ViewChange(
        current.epoch(),
        current.view(),
        standing.stableOfThisEpoch(),
        prepared,
        proposals,
        signature);
  }

  /** To everyone; with the proposals to the new primary only. */
  private void send() {
    ViewChange own = makeViewChange();
    departures.put(current.self(), own);
    repeatDueMillis = step.nowMillis() + 2 * repeatMillis();
    step.broadcast(own.withoutProposals());
    if (!own.proposals().isEmpty() && !current.isPrimary()) {
      step.send(current.primary(), own);
    }
  }

  private long repeatMillis() {
    return current.config().retransmitMillis();
  }

  long repeatDueMillis() {
    return current.active() || !right.mayVote() ? Long.MAX_VALUE : repeatDueMillis;
  }

  void repeat() {
    if (!current.active() && right.mayVote()) {
      send();
    }
  }

  // ---- others leave

  void onViewChange(ReplicaId from, ViewChange message) {
    if (message.epoch() != current.epoch() || from.equals(current.self())) {
      return;
    }
    int order = message.newView().compareTo(current.view());
    if (order < 0 || (order == 0 && current.active())) {
      answerLate(from);
      return;
    }
    Optional<ViewChange> known = departures.of(from);
    if (known.isPresent() && !supersedes(message, known.get())) {
      return;
    }
    Optional<Refusal> refusal = checks.validator().refuse(from, message);
    if (refusal.isPresent()) {
      step.reject(from, refusal.get());
      return;
    }
    departures.put(from, message);
    joinHigherView();
    leaveIfEnoughComplain();
    onQuorumHeard();
    newViews.tryNewView();
  }

  /** A replica that still repeats its view-change may have missed the new-view. */
  private void answerLate(ReplicaId from) {
    if (current.active()
        && current.isPrimary()
        && step.nowMillis() >= patience.viewEnteredMillis() + repeatMillis()) {
      current.newView().ifPresent(newView -> step.send(from, newView));
    }
  }

  private static boolean supersedes(ViewChange message, ViewChange known) {
    int order = message.newView().compareTo(known.newView());
    boolean fuller =
        message.proposals().size() > known.proposals().size()
            || !message.withoutProposals().equals(known.withoutProposals());
    return order > 0 || (order == 0 && fuller);
  }

  /** f+1 members in higher views: goes to the highest that an honest one of them has reached. */
  private void joinHigherView() {
    departures
        .highestBeyond(current.view(), current.membership().weakQuorum())
        .ifPresent(this::start);
  }

  /** f+1 members complain about the primary or have left its view: leaves it too. */
  void leaveIfEnoughComplain() {
    if (!right.votesNow()) {
      return;
    }
    int complaints = 0;
    for (Member member : current.membership().members()) {
      if (wantsOut(member.id())) {
        complaints++;
      }
    }
    if (complaints >= current.membership().weakQuorum()) {
      start(current.view().next());
    }
  }

  private boolean wantsOut(ReplicaId member) {
    return member.equals(current.self())
        ? patience.complaining()
        : peers.wantsToLeave(member) || departures.beyond(member, current.view());
  }

  /** The clock of a view runs from when a quorum is known to have left for it. */
  private void onQuorumHeard() {
    int quorum = checks.certificates().quorum(current.membership());
    if (!current.active() && departures.atLeast(current.view()) >= quorum) {
      patience.onViewChangeQuorum();
    }
  }
}
