package org.healthchain.crypto.groupsignature;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.FixedBase;

/**
 * Tables of the multiples of those bases, shared by all groups, that are raised to secret powers.
 */
record BaseTables(FixedBase g, FixedBase gBar, FixedBase h1) {
  /** One entry a backend, of which there are two. */
  private static final Map<String, BaseTables> BY_BACKEND = new ConcurrentHashMap<>();

  static BaseTables of(Curve curve) {
    return BY_BACKEND.computeIfAbsent(curve.name(), name -> build(curve));
  }

  private static BaseTables build(Curve curve) {
    Bases bases = Bases.of(curve);
    return new BaseTables(
        curve.fixedBase(bases.g()), curve.fixedBase(bases.gBar()), curve.fixedBase(bases.h1()));
  }
}
