package org.healthchain.consensus.message;

/** Anything that one replica's server sends to another's. Encoded by {@link MessageCodec}. */
public sealed interface Message permits ConsensusMessage, DisseminationMessage {}
