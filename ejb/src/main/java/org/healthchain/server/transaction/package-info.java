/**
 * Transactions, block headers and the consortium's state: canonical encodings, ids and the pure,
 * deterministic execution of a block (Healthchain §5.2). Depends on {@code java.base} and Bouncy
 * Castle's Ed25519 only, so that server, offline verifier and tests run the same code.
 */
package org.healthchain.server.transaction;
