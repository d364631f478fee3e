/**
 * PBFT after Castro and Liskov (OSDI 1999; TOCS 2002) as a pure state machine: {@link
 * org.healthchain.consensus.core.PbftCore#step} and {@link
 * org.healthchain.consensus.core.PbftCore#tick} take an input and the time and return one batch
 * {persist, then send, then execute}. No clock, thread, randomness, hash-order iteration or I/O.
 * Imports {@code java.base}, the messages and the pacing alone; {@code PROTOCOL.md} beside the
 * module has the rules.
 */
package org.healthchain.consensus.core;
