/**
 * Carries signed frames between institution servers over JMS topics. Every server runs one embedded
 * Artemis broker ({@link org.healthchain.consensus.transport.EmbeddedBroker}) that holds its own
 * outgoing addresses only; peers pull them by address federation over mutual TLS and never send.
 * Above the broker's configuration only {@code jakarta.jms} is used ({@link
 * org.healthchain.consensus.transport.JmsTransport}). {@code WIRE.md} beside the module has the
 * frame's bytes. May depend on the messages and on the core's signature ports.
 */
package org.healthchain.consensus.transport;
