package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** The view change (Castro and Liskov 1999, §4.4). */
final class ViewChanges {
  private final Replica r;
  private final ViewChangeValidator validator;
  private final NewViewValidator newViewValidator;

  /** The latest view-change of each member: bounded by the membership, whatever views are named. */
  private final TreeMap<ReplicaId, ViewChange> latest = new TreeMap<>();

  /** At once, when a view change goes on after a restart. */
  private long repeatDueMillis;

  ViewChanges(Replica r) {
    this.r = r;
    validator = new ViewChangeValidator(r);
    newViewValidator = new NewViewValidator(r, validator);
  }

  void enterEpoch() {
    latest.clear();
    repeatDueMillis = 0;
  }

  // ---- leaving a view

  void start(View view) {
    if (!r.mayVote()) {
      return;
    }
    r.view = view;
    r.active = false;
    r.effects.persist(new LogRecord.ViewChangeStarted(r.membership.epoch(), view));
    r.watch.onViewChangeStarted();
    latest.put(r.self, makeViewChange());
    send();
    onQuorumHeard();
    tryNewView();
  }

  private ViewChange makeViewChange() {
    List<PreparedProof> prepared = new ArrayList<>();
    List<Proposal> proposals = new ArrayList<>();
    if (!r.mutated(Mutation.PREPARED_DROPPED_IN_VIEW_CHANGE)) {
      for (Slot slot : r.slots.tailMap(r.lowWatermark() + 1).values()) {
        slot.prepared()
            .ifPresent(
                proof -> {
                  prepared.add(proof);
                  proposals.add(slot.preparedProposal());
                });
      }
    }
    ViewChange unsigned =
        new ViewChange(
            r.membership.epoch(), r.view, r.stableOfThisEpoch(), prepared, proposals, Bytes.EMPTY);
    Bytes signature =
        r.sign(r.membership, SignatureScheme.ED25519, r.statements.viewChange(unsigned));
    return new ViewChange(
        unsigned.epoch(), r.view, unsigned.stable(), prepared, proposals, signature);
  }

  /** To everyone; with the proposals to the new primary only. */
  private void send() {
    repeatDueMillis = r.nowMillis + 2 * repeatMillis();
    ViewChange own = latest.get(r.self);
    r.effects.broadcast(own.withoutProposals());
    if (!own.proposals().isEmpty() && !r.isPrimary()) {
      r.effects.send(r.primary(), own);
    }
  }

  long repeatDueMillis() {
    return r.active || !r.mayVote() ? Long.MAX_VALUE : repeatDueMillis;
  }

  void repeat() {
    if (!r.active && r.mayVote()) {
      latest.put(r.self, makeViewChange());
      send();
    }
  }

  // ---- others leave

  void onViewChange(ReplicaId sender, ViewChange message) {
    if (message.epoch() != r.membership.epoch() || sender.equals(r.self)) {
      return;
    }
    if (message.newView().compareTo(r.view) < 0 || message.newView().equals(r.view) && r.active) {
      answerLate(sender);
      return;
    }
    ViewChange known = latest.get(sender);
    if (known != null && !supersedes(message, known)) {
      return;
    }
    Optional<Refusal> refusal = validator.refuse(sender, message);
    if (refusal.isPresent()) {
      r.reject(sender, refusal.get());
      return;
    }
    latest.put(sender, message);
    joinHigherView();
    r.watch.countComplaints();
    onQuorumHeard();
    tryNewView();
  }

  /** A replica that still repeats its view-change may have missed the new-view. */
  private void answerLate(ReplicaId sender) {
    if (r.active && r.isPrimary() && r.nowMillis >= r.watch.viewEnteredMillis() + repeatMillis()) {
      r.newView.ifPresent(newView -> r.effects.send(sender, newView));
    }
  }

  private long repeatMillis() {
    return r.config.retransmitMillis();
  }

  private static boolean supersedes(ViewChange message, ViewChange known) {
    int order = message.newView().compareTo(known.newView());
    boolean fuller =
        message.proposals().size() > known.proposals().size()
            || !message.withoutProposals().equals(known.withoutProposals());
    return order > 0 || order == 0 && fuller;
  }

  /** How many members, this one among them, are known to be leaving for at least this view. */
  int leavingForAtLeast(View view) {
    int count = 0;
    for (ViewChange viewChange : latest.values()) {
      if (viewChange.newView().compareTo(view) >= 0) {
        count++;
      }
    }
    return count;
  }

  boolean leavesBeyond(ReplicaId member, View view) {
    ViewChange viewChange = latest.get(member);
    return viewChange != null && viewChange.newView().compareTo(view) > 0;
  }

  /** f+1 members in higher views: goes to the highest that an honest one of them has reached. */
  private void joinHigherView() {
    List<View> higher = new ArrayList<>();
    for (ViewChange viewChange : latest.values()) {
      if (viewChange.newView().compareTo(r.view) > 0) {
        higher.add(viewChange.newView());
      }
    }
    if (higher.size() >= r.membership.weakQuorum()) {
      higher.sort((a, b) -> b.compareTo(a));
      start(higher.get(r.membership.weakQuorum() - 1));
    }
  }

  /** The clock of a view runs from when a quorum is known to have left for it. */
  private void onQuorumHeard() {
    if (!r.active && leavingForAtLeast(r.view) >= r.certificates.quorum(r.membership)) {
      r.watch.onViewChangeQuorum();
    }
  }

  // ---- the new primary

  private void tryNewView() {
    if (r.active || !r.isPrimary() || !r.mayVote()) {
      return;
    }
    List<NewView.Signed> chosen = new ArrayList<>();
    List<ViewChange> viewChanges = new ArrayList<>();
    TreeMap<Digest, Proposal> proposals = knownProposals();
    latest.forEach(
        (sender, viewChange) -> {
          if (chosen.size() < r.certificates.quorum(r.membership)
              && viewChange.newView().equals(r.view)
              && viewChange.prepared().stream().allMatch(p -> proposals.containsKey(p.digest()))
              && validator.certificatesVerify(viewChange)) {
            chosen.add(new NewView.Signed(sender, viewChange.withoutProposals()));
            viewChanges.add(viewChange);
          }
        });
    if (chosen.size() < r.certificates.quorum(r.membership)) {
      return;
    }
    NewViewPlan plan = NewViewPlan.of(r.epochFirst, viewChanges);
    List<PrePrepare> prePrepares = new ArrayList<>();
    for (NewViewPlan.Choice choice : plan.choices()) {
      Proposal proposal =
          choice
              .digest()
              .map(proposals::get)
              .orElseGet(() -> Proposal.nullRequest(r.view, choice.sequenceNumber()));
      Bytes vote = r.signVote(VotePhase.PREPARE, choice.sequenceNumber(), proposal.digest());
      prePrepares.add(new PrePrepare(r.membership.epoch(), r.view, proposal, vote));
    }
    NewView unsigned = new NewView(r.membership.epoch(), r.view, chosen, prePrepares, Bytes.EMPTY);
    Bytes signature = r.sign(r.membership, SignatureScheme.ED25519, r.statements.newView(unsigned));
    NewView message = new NewView(unsigned.epoch(), r.view, chosen, prePrepares, signature);
    r.effects.broadcast(message);
    enter(message);
  }

  private TreeMap<Digest, Proposal> knownProposals() {
    TreeMap<Digest, Proposal> proposals = new TreeMap<>();
    for (ViewChange viewChange : latest.values()) {
      viewChange.proposals().forEach(p -> proposals.put(p.digest(), p));
    }
    for (Slot slot : r.slots.values()) {
      slot.prepared().ifPresent(proof -> proposals.put(proof.digest(), slot.preparedProposal()));
      if (slot.hasPrePrepare()) {
        proposals.put(slot.digest(), slot.prePrepare().proposal());
      }
    }
    return proposals;
  }

  // ---- entering a view

  void onNewView(ReplicaId sender, NewView message) {
    int order = message.view().compareTo(r.view);
    if (message.epoch() != r.membership.epoch() || order < 0 || order == 0 && r.active) {
      return;
    }
    Optional<Refusal> refusal = newViewValidator.refuse(message);
    if (refusal.isPresent()) {
      r.reject(sender, refusal.get());
      return;
    }
    enter(message);
  }

  /** The last sequence number that a new-view fixes. */
  long topOf(NewView message) {
    List<ViewChange> viewChanges = new ArrayList<>();
    message.viewChanges().forEach(signed -> viewChanges.add(signed.viewChange()));
    return NewViewPlan.of(r.epochFirst, viewChanges).top();
  }

  private void enter(NewView message) {
    r.effects.persist(new LogRecord.NewViewEntered(message));
    r.view = message.view();
    r.active = true;
    r.newView = Optional.of(message);
    r.newViewTop = topOf(message);
    latest.values().removeIf(known -> known.newView().compareTo(r.view) <= 0);
    for (Slot slot : r.slots.values()) {
      slot.enterView(
          r.votes.box(VotePhase.PREPARE, slot.sequenceNumber),
          r.votes.box(VotePhase.COMMIT, slot.sequenceNumber));
    }
    for (NewView.Signed signed : message.viewChanges()) {
      signed
          .viewChange()
          .stable()
          .ifPresent(stable -> r.checkpoints.onCertificate(signed.sender(), stable));
    }
    for (PrePrepare prePrepare : message.prePrepares()) {
      if (r.inReach(prePrepare.sequenceNumber())) {
        Slot slot = r.slot(prePrepare.sequenceNumber());
        r.ordering.accept(slot, prePrepare, prePrepare.proposal().digest());
      }
    }
    r.pool.enterView(batchesInFlight(), r.nowMillis);
    r.watch.enterView();
    for (Slot slot : List.copyOf(r.slots.values())) {
      r.ordering.advance(slot);
    }
    r.stash.replay();
  }

  /** Batches in proposals that are under way or decided and not executed. */
  Set<Digest> batchesInFlight() {
    Set<Digest> batches = new LinkedHashSet<>();
    for (Slot slot : r.slots.values()) {
      if (slot.hasPrePrepare()) {
        batches.addAll(slot.prePrepare().proposal().batches());
      }
      slot.decided().ifPresent(proof -> batches.addAll(proof.proposal().batches()));
    }
    return batches;
  }
}
