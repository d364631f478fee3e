/**
 * The JCA face: {@link org.healthchain.crypto.provider.HealthChainProvider}, "HealthChain", with
 * {@code Signature}, {@code KeyPairGenerator}, {@code KeyFactory}, {@code Cipher}, {@code
 * KeyGenerator} and {@code Mac}, and engine classes of our own for what the platform has none:
 * join, batch verification, open, judge, revoke.
 *
 * <p>Three layers: registration (the provider), thin adapters (the SPI classes here), and the pure
 * scheme in the neighbouring packages, which knows nothing of JCA. Every algorithm name stands in
 * the module's {@code README.md}.
 *
 * <p>Uses Bouncy Castle's ASN.1 classes; needs no other provider to be registered than the
 * platform's own.
 */
package org.healthchain.crypto.provider;
