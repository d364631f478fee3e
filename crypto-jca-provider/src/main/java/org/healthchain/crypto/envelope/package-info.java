/**
 * The envelope that hides a record's content (FR-1, FR-6, FR-8): AES-256-GCM under a key used once,
 * which is wrapped for each recipient by RSA-3072 with OAEP and SHA-256.
 *
 * <p>{@link org.healthchain.crypto.envelope.Envelope} is the whole interface, {@link
 * org.healthchain.crypto.envelope.EnvelopeKeys} makes and reads the keys. The byte format stands in
 * {@code FORMATS.md}; it carries a version and the identifiers of every algorithm, so that a hybrid
 * with ML-KEM-768 and a threshold of t of n recipients fit in without a break.
 *
 * <p>Depends on {@code java.base} alone; AES-GCM comes from SunJCE, which has it in hardware.
 */
package org.healthchain.crypto.envelope;
