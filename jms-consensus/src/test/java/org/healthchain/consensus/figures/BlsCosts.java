package org.healthchain.consensus.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.SecretKey;

/**
 * BLS votes as the product makes them (signatures in G1, 48 bytes; keys in G2), by the library that
 * it uses.
 */
final class BlsCosts {
  private static final String TAG = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";
  private static final int VOTERS = 80;

  private final byte[] message = new byte[100];
  private final List<SecretKey> secrets = new ArrayList<>();
  private final List<P2_Affine> keys = new ArrayList<>();
  private final List<byte[]> shares = new ArrayList<>();

  private BlsCosts() {
    for (int i = 0; i < VOTERS; i++) {
      byte[] seed = new byte[32];
      seed[0] = (byte) i;
      SecretKey secret = new SecretKey();
      secret.keygen(seed);
      secrets.add(secret);
      keys.add(new P2(secret).to_affine());
      shares.add(sign(secret));
    }
  }

  static Map<String, Double> measure() {
    BlsCosts costs = new BlsCosts();
    Map<String, Double> nanos = new TreeMap<>();
    nanos.put("bls.sign", Calibration.best(20, () -> costs.sign(costs.secrets.get(0))));
    line(nanos, "bls.aggregate", costs::aggregate);
    line(nanos, "bls.verifyAggregate", costs::verify);
    return nanos;
  }

  private interface OfVoters {
    Object apply(int voters);
  }

  private static void line(Map<String, Double> nanos, String name, OfVoters work) {
    double few = Calibration.best(10, () -> work.apply(1));
    double many = Calibration.best(5, () -> work.apply(VOTERS));
    double unit = (many - few) / (VOTERS - 1);
    nanos.put(name + ".unit", unit);
    nanos.put(name + ".base", Math.max(0, few - unit));
  }

  private byte[] sign(SecretKey secret) {
    return new P1().hash_to(message, TAG).sign_with(secret).compress();
  }

  private byte[] aggregate(int voters) {
    P1 sum = new P1();
    for (byte[] share : shares.subList(0, voters)) {
      sum.add(decoded(share));
    }
    return sum.to_affine().compress();
  }

  private static P1_Affine decoded(byte[] share) {
    P1_Affine point = new P1_Affine(share);
    if (!point.in_group()) {
      throw new IllegalStateException("a share outside of the group");
    }
    return point;
  }

  private boolean verify(int voters) {
    P2 key = new P2();
    for (P2_Affine one : keys.subList(0, voters)) {
      key.add(one);
      key.to_affine(); // the product's points are affine after every addition
    }
    P1_Affine sum = decoded(shares.get(0));
    BLST_ERROR result = sum.core_verify(key.to_affine(), true, message, TAG);
    return result == BLST_ERROR.BLST_SUCCESS;
  }
}
