/**
 * PBFT after Castro and Liskov (OSDI 1999; TOCS 2002) as a pure state machine: {@link
 * org.healthchain.consensus.core.PbftCore#step} and {@link
 * org.healthchain.consensus.core.PbftCore#tick} take an input and the time and return one batch
 * {persist, then send, then execute}. No clock, thread, randomness, hash-order iteration or I/O.
 * Imports {@code java.lang}, {@code java.util} (without its concurrency), the messages and the
 * pacing alone; {@code PROTOCOL.md} beside the module has the rules.
 *
 * <p>Three owners have the state and check what must never go back: {@link
 * org.healthchain.consensus.core.CurrentView}, {@link org.healthchain.consensus.core.Standing} and
 * {@link org.healthchain.consensus.core.SlotTable}. {@link org.healthchain.consensus.core.Wiring}
 * gives each part what it uses.
 */
package org.healthchain.consensus.core;
