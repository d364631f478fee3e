/**
 * Runs one replica: {@link org.healthchain.consensus.replica.ReplicaHost} drives the core and the
 * dissemination on one thread with what comes from transport, clock and application; it persists,
 * then sends, then executes. The ledger is behind the port {@link
 * org.healthchain.consensus.replica.Application}. May depend on all packages of the module but
 * Artemis.
 */
package org.healthchain.consensus.replica;
