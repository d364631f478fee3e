package org.healthchain.crypto.groupsignature;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;

/**
 * The five bases, each hashed to G1 under its own name, so that nobody knows a discrete logarithm
 * between any two.
 *
 * @param g1 base of the credential
 * @param h1 base of the member's public key Y = h1^y
 * @param h2 base of the epoch, G_e = g1·h2^e
 * @param g base of the opener's public key H = g^ξ
 * @param gBar ḡ, second base of the encryption (TDH2)
 */
record Bases(G1Point g1, G1Point h1, G1Point h2, G1Point g, G1Point gBar) {
  /** Domain separation tag, RFC 9380 §3.1. */
  static final String TAG = "HEALTHCHAIN-BBS-GS-V1-BASES-BLS12381G1_XMD:SHA-256_SSWU_RO_";

  /** One entry a backend, of which there are two. */
  private static final Map<String, Bases> BY_BACKEND = new ConcurrentHashMap<>();

  static Bases of(Curve curve) {
    return BY_BACKEND.computeIfAbsent(curve.name(), name -> derive(curve));
  }

  private static Bases derive(Curve curve) {
    return new Bases(
        base(curve, "g1"),
        base(curve, "h1"),
        base(curve, "h2"),
        base(curve, "g"),
        base(curve, "gBar"));
  }

  private static G1Point base(Curve curve, String name) {
    return curve.hashToG1(name.getBytes(StandardCharsets.US_ASCII), TAG);
  }
}
