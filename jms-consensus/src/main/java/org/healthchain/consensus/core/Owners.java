package org.healthchain.consensus.core;

/**
 * The three owners of a replica's state, for parts that need all of them: each alone writes what is
 * its own, by methods that keep its invariants.
 */
record Owners(CurrentView current, Standing standing, SlotTable slots) {}
