/**
 * A deterministic simulator of the PBFT core: seeded, in virtual time, on one thread, through the
 * real codec. A {@link org.healthchain.consensus.simulation.Scenario} names the faults; {@link
 * org.healthchain.consensus.simulation.World} plays it; {@link
 * org.healthchain.consensus.simulation.Invariants} are checked at every step. See {@code
 * PROTOCOL.md}, "The simulator".
 */
package org.healthchain.consensus.simulation;
