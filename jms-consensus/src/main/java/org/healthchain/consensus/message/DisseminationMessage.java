package org.healthchain.consensus.message;

/** Messages that carry transactions and batches, apart from ordering. */
public non-sealed interface DisseminationMessage extends Message {}
