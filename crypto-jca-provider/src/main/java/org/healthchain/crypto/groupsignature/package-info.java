/**
 * The group signature (FR-3, FR-7, FR-9, FR-10): any member signs for the group, anybody verifies,
 * only the opener can tell who signed, and proves it.
 *
 * <p>A BBS credential (Boneh, Boyen, Shacham 2004; Tessaro, Zhu 2023), a TDH2-style encryption of
 * the member's public key (Shoup, Gennaro 1998) and a Schnorr proof that joins them, all in G1 of
 * BLS12-381 plus one pairing equation, so that many signatures verify together. Roles follow
 * Bellare, Shi, Zhang 2005: {@link org.healthchain.crypto.groupsignature.IssuingKey}, {@link
 * org.healthchain.crypto.groupsignature.OpeningKey}, {@link
 * org.healthchain.crypto.groupsignature.MemberKey}, {@link
 * org.healthchain.crypto.groupsignature.GroupPublicKey}.
 *
 * <p>Javadoc writes the group operation multiplicatively, as the literature does; the code, through
 * {@link org.healthchain.crypto.curve.Curve}, additively. Letters: g1, h1, h2, g, ḡ are bases from
 * hash-to-curve; γ and w = g2^γ the issuer's keys; ξ and H = g^ξ the opener's; y and Y = h1^y the
 * member's; (A, x) its credential; e the epoch and G_e = g1·h2^e its base.
 *
 * <p>What is claimed and what is not stands in {@code SECURITY.md}. The parts are proven in the
 * literature; their composition here is not, and wants a cryptographer's review before it guards
 * real records.
 *
 * <p>Depends on {@code org.healthchain.crypto.curve} and {@code java.base}; knows nothing of JCA
 * providers.
 */
package org.healthchain.crypto.groupsignature;
