package org.healthchain.consensus.message;

/**
 * Why something that a peer sent was refused. Counters, metrics and pages go by the constant; the
 * words are for the log alone and may be changed freely.
 */
public enum Refusal {
  MALFORMED_MESSAGE("malformed message"),
  TOO_LONG_TO_KEEP("message for a later view that exceeds its sender's share"),

  // pre-prepares
  SECOND_PRE_PREPARE("second pre-prepare for one sequence number"),
  PRE_PREPARE_OF_ANOTHER_VIEW("pre-prepare from another view"),
  PRE_PREPARE_BELOW_NEW_VIEW("pre-prepare where the new-view has spoken"),
  PRE_PREPARE_WITH_BAD_BATCHES("pre-prepare with repeated or too many batches"),
  PRE_PREPARE_OF_ANOTHER_TIME("pre-prepare of another time"),
  PRE_PREPARE_BADLY_SIGNED("pre-prepare with a bad signature"),
  EMPTY_PRE_PREPARES_TOO_FAST("empty pre-prepares too fast"),

  // votes and certificates
  VOTE_OF_STRANGER("vote of a stranger"),
  VOTE_BADLY_SIGNED("vote with a bad signature"),
  BAD_CERTIFICATE("certificate that does not verify"),
  BAD_COMMITTED_PROOF("committed proof that does not verify"),
  BAD_CHECKPOINT_VOTE("checkpoint vote that does not verify"),
  BAD_COMMIT_CERTIFICATE("commit certificate that does not verify"),

  // view changes
  VIEW_CHANGE_OF_STRANGER("view-change of a stranger"),
  VIEW_CHANGE_OUT_OF_PLACE("view-change with a certificate out of place"),
  VIEW_CHANGE_BADLY_SIGNED("view-change with a bad signature"),
  NEW_VIEW_BADLY_SIGNED("new-view with a bad signature"),
  NEW_VIEW_WITHOUT_QUORUM("new-view without a quorum"),
  NEW_VIEW_WITH_BAD_VIEW_CHANGE("new-view with a bad view-change"),
  NEW_VIEW_WITH_BASES_APART("new-view with view-changes too far apart"),
  NEW_VIEW_THAT_DOES_NOT_FOLLOW("new-view that does not follow from its view-changes"),

  // fetched blocks
  BLOCK_REQUESTS_TOO_FAST("block requests too fast"),
  BLOCKS_UNASKED("blocks nobody asked for"),
  BLOCKS_THAT_DO_NOT_FIT("blocks that do not fit"),
  BLOCKS_WITHOUT_CERTIFICATES("blocks without certificates");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** In English, for the log. */
  public String words() {
    return words;
  }
}
