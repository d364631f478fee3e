package org.healthchain.consensus.core;

import org.healthchain.consensus.message.CheckpointCertificate;
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
final class Inbox {
  private final Replica r;

  Inbox(Replica r) {
    this.r = r;
  }

  void receive(Input.Received received) {
    ReplicaId sender = received.sender();
    ConsensusMessage message = received.message();
    if (message instanceof Commit m) {
      r.checkpoints.onVotes(sender, m.checkpoints());
    }
    if (r.stash.keepIfAhead(sender, message)) {
      return;
    }
    if (message instanceof PrePrepare m) {
      r.ordering.onPrePrepare(sender, m);
    } else if (message instanceof Prepare m) {
      r.votes.onVote(
          VotePhase.PREPARE,
          sender,
          m.epoch(),
          m.view(),
          m.sequenceNumber(),
          m.digest(),
          m.signature());
    } else if (message instanceof Commit m) {
      r.votes.onVote(
          VotePhase.COMMIT,
          sender,
          m.epoch(),
          m.view(),
          m.sequenceNumber(),
          m.digest(),
          m.signature());
    } else if (message instanceof CollectedVotes m) {
      r.votes.onCollected(sender, m);
    } else if (message instanceof CheckpointVotes m) {
      r.checkpoints.onVotes(sender, m.votes());
    } else if (message instanceof Status m) {
      r.beacons.onStatus(sender, m);
    } else {
      receiveRarer(sender, message);
    }
  }

  private void receiveRarer(ReplicaId sender, ConsensusMessage message) {
    if (message instanceof CommittedProof m) {
      r.ordering.onCommittedProof(sender, m);
    } else if (message instanceof CheckpointProofs m) {
      for (CheckpointCertificate certificate : m.certificates()) {
        r.checkpoints.onCertificate(sender, certificate);
      }
    } else if (message instanceof ViewChange m) {
      r.viewChanges.onViewChange(sender, m);
    } else if (message instanceof NewView m) {
      r.viewChanges.onNewView(sender, m);
    } else if (message instanceof RecoveryProbe m) {
      r.learning.onProbe(sender, m);
    } else if (message instanceof RecoveryReply m) {
      r.learning.onReply(sender, m);
    }
  }
}
