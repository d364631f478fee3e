package org.healthchain.server.transaction;

/**
 * Algorithm ids of a transaction's header, one byte each, so that a transaction says for decades
 * how it was made.
 *
 * @param signature 1: BBS credential with Schnorr proof over BLS12-381; 2: the manager's Ed25519
 * @param envelope 0: none (control transactions); 1: RSA-OAEP-SHA-256 over AES-256-GCM
 * @param serial 0: none; 1: HMAC-SHA-256 under the consortium's key
 */
public record AlgorithmIds(int signature, int envelope, int serial) {
  public static final AlgorithmIds RECORD = new AlgorithmIds(1, 1, 1);
  public static final AlgorithmIds CONTROL = new AlgorithmIds(2, 0, 0);

  /** Whether a transaction of that kind may be made so. */
  boolean fit(TransactionKind kind) {
    return equals(kind.isControl() ? CONTROL : RECORD);
  }
}
