package org.healthchain.server.retrieval;

/**
 * Who signed a record, with a proof that convinces others (FR-7): the encoded opening, which
 * anybody can judge who has the ledger.
 *
 * @param holds whether the judge accepts it: the signature verifies, the proof ties it to the
 *     institution's group key, and the institution itself signed that key when it joined
 * @param proof in hexadecimal digits, {@code FORMATS.md} of the cryptography tells the encoding
 */
public record SignerProof(String transactionId, String institution, boolean holds, String proof) {}
