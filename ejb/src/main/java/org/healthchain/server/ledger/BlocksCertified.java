package org.healthchain.server.ledger;

/**
 * CDI event, fired inside the JTA transaction that stores a commit certificate: a quorum vouches
 * for these blocks now, the highest by its own certificate, those below by the hash chain.
 *
 * @param above the highest block that was certified before
 * @param upTo the block whose certificate came
 */
public record BlocksCertified(long above, long upTo) {}
