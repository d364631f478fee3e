package org.healthchain.consensus.core;

import java.util.Optional;
import java.util.OptionalInt;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** When a view-change counts (Castro and Liskov 1999, §4.4). */
final class ViewChangeValidator {
  private final Replica r;

  ViewChangeValidator(Replica r) {
    this.r = r;
  }

  /** Shape and signature: enough to believe that the sender left its view. */
  Optional<Refusal> refuse(ReplicaId sender, ViewChange message) {
    OptionalInt index = r.membership.indexOf(sender);
    if (index.isEmpty() || message.epoch() != r.membership.epoch()) {
      return Optional.of(Refusal.VIEW_CHANGE_OF_STRANGER);
    }
    long base = base(message);
    long last = base;
    for (PreparedProof proof : message.prepared()) {
      long height = proof.sequenceNumber().value();
      if (height <= last
          || height > base + 2L * r.config.windowBlocks()
          || proof.view().compareTo(message.newView()) >= 0) {
        return Optional.of(Refusal.VIEW_CHANGE_OUT_OF_PLACE);
      }
      last = height;
    }
    boolean signed =
        r.ports
            .verifier()
            .verify(
                SignatureScheme.ED25519,
                r.membership.member(index.getAsInt()).identityKey(),
                r.statements.viewChange(message),
                message.signature());
    return signed ? Optional.empty() : Optional.of(Refusal.VIEW_CHANGE_BADLY_SIGNED);
  }

  private long base(ViewChange message) {
    return message.stable().map(stable -> stable.height().value()).orElse(r.epochFirst.value() - 1);
  }

  /** The certificates inside, which a new-view rests upon. */
  boolean certificatesVerify(ViewChange message) {
    if (message.stable().isPresent()) {
      CheckpointCertificate stable = message.stable().get();
      if (stable.height().compareTo(r.epochFirst) < 0
          || !r.checkpoints.verifies(stable, r.membership)) {
        return false;
      }
    }
    for (PreparedProof proof : message.prepared()) {
      byte[] statement =
          r.statements.vote(
              VotePhase.PREPARE,
              message.epoch(),
              proof.view(),
              proof.sequenceNumber(),
              proof.digest());
      if (!r.certificates.verify(proof.prepares(), r.membership, statement)) {
        return false;
      }
    }
    return true;
  }
}
