package org.healthchain.server.retrieval;

/**
 * Who signed a record, with a proof that convinces others (FR-7): anybody can judge its text who
 * has the ledger, or the genesis.
 *
 * @param holds whether the judge accepts it: the signature verifies, the proof ties it to the
 *     institution's group key, and the institution itself signed that key when it joined
 * @param proof the text for others, {@link SignerEvidence#toText}
 */
public record SignerProof(String transactionId, String institution, boolean holds, String proof) {}
