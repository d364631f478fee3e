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
  private final Replica r;

  Router(Replica r) {
    this.r = r;
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
      if (!r.stash.keepIfAhead(sender, m)) {
        r.ordering.onPrePrepare(sender, m);
      }
    }

    @Override
    public void on(Prepare m) {
      if (!r.stash.keepIfAhead(sender, m)) {
        r.votes.onVote(
            VotePhase.PREPARE,
            sender,
            m.epoch(),
            m.view(),
            m.sequenceNumber(),
            m.digest(),
            m.signature());
      }
    }

    @Override
    public void on(Commit m) {
      r.checkpoints.onVotes(sender, m.checkpoints());
      if (!r.stash.keepIfAhead(sender, m)) {
        r.votes.onVote(
            VotePhase.COMMIT,
            sender,
            m.epoch(),
            m.view(),
            m.sequenceNumber(),
            m.digest(),
            m.signature());
      }
    }

    @Override
    public void on(CollectedVotes m) {
      if (!r.stash.keepIfAhead(sender, m)) {
        r.votes.onCollected(sender, m);
      }
    }

    @Override
    public void on(CheckpointVotes m) {
      r.checkpoints.onVotes(sender, m.votes());
    }

    @Override
    public void on(CheckpointProofs m) {
      m.certificates().forEach(proof -> r.checkpoints.onCertificate(sender, proof));
    }

    @Override
    public void on(CommittedProof m) {
      r.ordering.onCommittedProof(sender, m);
    }

    @Override
    public void on(ViewChange m) {
      r.viewChanges.onViewChange(sender, m);
    }

    @Override
    public void on(NewView m) {
      r.viewChanges.onNewView(sender, m);
    }

    @Override
    public void on(Status m) {
      r.beacons.onStatus(sender, m);
    }

    @Override
    public void on(RecoveryProbe m) {
      r.learning.onProbe(sender, m);
    }

    @Override
    public void on(RecoveryReply m) {
      r.learning.onReply(sender, m);
    }
  }
}
