/**
 * What replicas say to each other and what they write into their vote log: value types, messages,
 * and a bounded binary codec written by hand (no Java serialization). The byte formats stand in
 * {@code PROTOCOL.md} beside the module. Imports {@code java.base} alone.
 */
package org.healthchain.consensus.message;
