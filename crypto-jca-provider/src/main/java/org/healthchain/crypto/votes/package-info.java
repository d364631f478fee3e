/**
 * BLS multi-signatures for the votes of consensus: one signature of 48 bytes stands for the votes
 * of a whole quorum (Boneh, Lynn, Shacham 2001; Ristenpart, Yilek 2007 for the proofs of
 * possession; draft-irtf-cfrg-bls-signature §3.3 in its minimal-signature-size form). Signatures
 * lie in G1, keys in G2.
 *
 * <p>A {@link org.healthchain.crypto.votes.VotePublicKey} exists only after its proof of possession
 * was checked; that is what makes it safe to add up the keys of many voters ("rogue key" attack).
 * May depend on {@code org.healthchain.crypto.curve} only.
 */
package org.healthchain.crypto.votes;
