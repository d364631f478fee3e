package org.healthchain.consensus.core;

import java.util.Optional;
import java.util.OptionalInt;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** When a view-change counts (Castro and Liskov 1999, §4.4). */
final class ViewChangeValidator {
  private final CurrentView current;
  private final Certificates certificates;
  private final Statements statements;
  private final Rules rules;

  ViewChangeValidator(
      CurrentView current, Certificates certificates, Statements statements, Rules rules) {
    this.current = current;
    this.certificates = certificates;
    this.statements = statements;
    this.rules = rules;
  }

  /** Which view-changes of this epoch may stand together in a new-view. */
  NewViewBounds bounds() {
    PbftConfig config = current.config();
    return new NewViewBounds(current.epochFirst(), config.windowBlocks(), rules.baseSpread(config));
  }

  /** Shape and signature: enough to believe that the sender left its view. */
  Optional<Refusal> refuse(ReplicaId sender, ViewChange message) {
    OptionalInt index = current.membership().indexOf(sender);
    if (index.isEmpty() || message.epoch() != current.epoch()) {
      return Optional.of(Refusal.VIEW_CHANGE_OF_STRANGER);
    }
    long base = bounds().base(message);
    long last = base;
    for (PreparedProof proof : message.prepared()) {
      long height = proof.sequenceNumber().value();
      if (height <= last
          || height > base + 2L * current.config().windowBlocks()
          || proof.view().compareTo(message.newView()) >= 0) {
        return Optional.of(Refusal.VIEW_CHANGE_OUT_OF_PLACE);
      }
      last = height;
    }
    boolean signed =
        certificates
            .verifier()
            .verify(
                SignatureScheme.ED25519,
                current.membership().member(index.getAsInt()).identityKey(),
                statements.viewChange(message),
                message.signature());
    return signed ? Optional.empty() : Optional.of(Refusal.VIEW_CHANGE_BADLY_SIGNED);
  }

  /** The certificates inside, which a new-view rests upon. */
  boolean certificatesVerify(ViewChange message) {
    if (message.stable().isPresent()) {
      CheckpointCertificate stable = message.stable().get();
      if (stable.height().compareTo(current.epochFirst()) < 0
          || !certificates.verify(stable, current.membership())) {
        return false;
      }
    }
    for (PreparedProof proof : message.prepared()) {
      byte[] statement =
          statements.vote(
              VotePhase.PREPARE,
              message.epoch(),
              proof.view(),
              proof.sequenceNumber(),
              proof.digest());
      if (!certificates.verify(proof.prepares(), current.membership(), statement)) {
        return false;
      }
    }
    return true;
  }
}
