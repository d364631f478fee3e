package org.healthchain.crypto.groupsignature;

import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.FixedBase;
import org.healthchain.crypto.curve.G1Point;

/**
 * Tables of the multiples of every base a member raises to secret powers: those that all groups
 * share, the opener's key, and the member's own A and B = G_e·Y; and of G_e, to check the result.
 * They more than halve the time of a signature; the first one takes some 20 ms longer, and a key
 * holds about 320 KiB.
 */
record SigningTables(
    BaseTables shared, FixedBase openerKey, FixedBase epochBase, FixedBase a, FixedBase b) {
  static SigningTables of(GroupPublicKey group, G1Point a, G1Point b) {
    Curve curve = group.curve();
    return new SigningTables(
        BaseTables.of(curve),
        curve.fixedBase(group.opener().h()),
        curve.fixedBase(group.epochBase()),
        curve.fixedBase(a),
        curve.fixedBase(b));
  }

  FixedBase g() {
    return shared.g();
  }

  FixedBase gBar() {
    return shared.gBar();
  }

  FixedBase h1() {
    return shared.h1();
  }
}
