package org.healthchain.consensus.core;

import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.CheckpointVotes;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.RecoveryProbe;
import org.healthchain.consensus.message.RecoveryReply;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** Hands each message to the part that it concerns. */
final class Router {
  private final Stash stash;
  private final Ordering ordering;
  private final Decisions decisions;
  private final VoteCounter votes;
  private final Checkpoints checkpoints;
  private final ViewChanges viewChanges;
  private final NewViews newViews;
  private final Beacons beacons;
  private final Learning learning;

  Router(
      Stash stash,
      Ordering ordering,
      Decisions decisions,
      VoteCounter votes,
      Checkpoints checkpoints,
      ViewChanges viewChanges,
      NewViews newViews,
      Beacons beacons,
      Learning learning) {
    this.stash = stash;
    this.ordering = ordering;
    this.decisions = decisions;
    this.votes = votes;
    this.checkpoints = checkpoints;
    this.viewChanges = viewChanges;
    this.newViews = newViews;
    this.beacons = beacons;
    this.learning = learning;
  }

  void receive(Input.Received received) {
    received.message().accept(new From(received.sender()));
  }

  /** One sender's messages. What is ahead of this replica's view waits in the stash. */
  private final class From implements ConsensusMessage.Handler {
    private final ReplicaId sender;

    From(ReplicaId sender) {
      this.sender = sender;
    }

    @Override
    public void on(PrePrepare m) {
      if (!stash.keepIfAhead(sender, m)) {
        ordering.onPrePrepare(sender, m);
      }
    }

    @Override
    public void on(Prepare m) {
      if (!stash.keepIfAhead(sender, m)) {
        votes.onVote(
            sender,
            new VoteCounter.Vote(
                VotePhase.PREPARE,
                m.epoch(),
                m.view(),
                m.sequenceNumber(),
                m.digest(),
                m.signature()));
      }
    }

    @Override
    public void on(Commit m) {
      checkpoints.onVotes(sender, m.checkpoints());
      if (!stash.keepIfAhead(sender, m.withoutCheckpoints())) {
        votes.onVote(
            sender,
            new VoteCounter.Vote(
                VotePhase.COMMIT,
                m.epoch(),
                m.view(),
                m.sequenceNumber(),
                m.digest(),
                m.signature()));
      }
    }

    @Override
    public void on(CollectedVotes m) {
      m.checkpoints().forEach(proof -> checkpoints.onCertificate(sender, proof));
      if (!stash.keepIfAhead(sender, m.withoutCheckpoints())) {
        votes.onCollected(sender, m);
      }
    }

    @Override
    public void on(CheckpointVotes m) {
      checkpoints.onVotes(sender, m.votes());
    }

    @Override
    public void on(CheckpointProofs m) {
      m.certificates().forEach(proof -> checkpoints.onCertificate(sender, proof));
    }

    @Override
    public void on(CommittedProof m) {
      decisions.onCommittedProof(sender, m);
    }

    @Override
    public void on(ViewChange m) {
      viewChanges.onViewChange(sender, m);
    }

    @Override
    public void on(NewView m) {
      newViews.onNewView(sender, m);
    }

    @Override
    public void on(Status m) {
      beacons.onStatus(sender, m);
    }

    @Override
    public void on(RecoveryProbe m) {
      learning.onProbe(sender, m);
    }

    @Override
    public void on(RecoveryReply m) {
      learning.onReply(sender, m);
    }
  }
}
