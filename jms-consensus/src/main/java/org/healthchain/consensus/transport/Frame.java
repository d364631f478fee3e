package org.healthchain.consensus.transport;

import java.util.Optional;
import org.healthchain.consensus.message.ReplicaId;

/**
 * One message's envelope between two servers; {@code WIRE.md} has its bytes.
 *
 * @param receiver empty for a broadcast
 * @param incarnation of the sender's process; grows with every start
 * @param sequence of the frame within incarnation and receiver, from 1
 * @param payload belongs to the frame; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
record Frame(
    FrameKind kind,
    ReplicaId sender,
    Optional<ReplicaId> receiver,
    long incarnation,
    long sequence,
    byte[] payload) {}
