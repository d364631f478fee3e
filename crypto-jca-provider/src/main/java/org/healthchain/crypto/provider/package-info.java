/**
 * The JCA face: {@link org.healthchain.crypto.provider.HealthChainProvider}, "HealthChain", with
 * {@code Signature}, {@code KeyPairGenerator}, {@code KeyFactory}, {@code Cipher} and {@code
 * KeyGenerator}, and engine classes of our own for what the platform has none: join, batch
 * verification, open, judge, revoke.
 *
 * <p>Three layers: registration (the provider), thin adapters (the SPI classes here), and the pure
 * scheme in the neighbouring packages, which knows nothing of JCA. Every algorithm name stands in
 * the module's {@code README.md}.
 *
 * <p>Threads: the provider, keys and our own engine classes are safe for many; instances of the
 * platform's classes are for one at a time, as the platform has it.
 *
 * <p>Uses Bouncy Castle's ASN.1 classes; needs no other provider to be registered than the
 * platform's own.
 */
package org.healthchain.crypto.provider;
