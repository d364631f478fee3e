/**
 * Dissemination: how a transaction travels from the institution that signed it into a batch that
 * f+1 replicas hold, without showing where it came from (NFR-1), before PBFT orders the batch's
 * digest.
 *
 * <p>{@link org.healthchain.consensus.dissemination.Dissemination} is a pure state machine like the
 * core: inputs and the time go in, one {@link org.healthchain.consensus.dissemination.Actions}
 * comes out. No clock, thread or I/O; randomness through {@link
 * org.healthchain.consensus.dissemination.RandomSource} alone. Imports {@code java.base} and the
 * messages. {@code DISSEMINATION.md} beside the module has the protocol and what it hides.
 */
package org.healthchain.consensus.dissemination;
