package org.healthchain.consensus.message;

import java.util.List;

/**
 * The new primary's proof that a quorum left for its view, and what follows from it (§4.4).
 *
 * @param viewChanges a quorum of them, ascending by sender, without proposals
 * @param prePrepares one for each sequence number above the highest stable checkpoint among them up
 *     to the highest prepared one, ascending; every receiver computes the same list again
 * @param signature of the new primary's identity key over everything else
 */
public record NewView(
    int epoch, View view, List<Signed> viewChanges, List<PrePrepare> prePrepares, Bytes signature)
    implements ConsensusMessage {
  public NewView {
    viewChanges = List.copyOf(viewChanges);
    prePrepares = List.copyOf(prePrepares);
    if (viewChanges.size() > Membership.MAX_MEMBERS
        || prePrepares.size() > ViewChange.MAX_PREPARED) {
      throw new IllegalArgumentException("new-view of " + viewChanges.size() + " view-changes");
    }
  }

  /** A view-change and the replica whose signature it bears. */
  public record Signed(ReplicaId sender, ViewChange viewChange) {}

  @Override
  public void accept(ConsensusMessage.Handler handler) {
    handler.on(this);
  }
}
