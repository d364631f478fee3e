package org.healthchain.server.submission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.healthchain.server.submission.VisitDocument.DoctorSeal;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.Opaque;

/**
 * Signs visits in the name of the doctor who is signed in, so that a doctor answers for a record
 * inside the institution. The institution's server holds the doctors' keys, derived from its
 * identity key and the doctor's account, and endorses them by that key together with the doctor's
 * name; a doctor's own token can replace the derivation without a change of format.
 */
final class DoctorSigner {
  private static final byte[] KEY_LABEL =
      "HealthChain/doctor-key/v1".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_BYTES = 32;
  private static final int MAX_KNOWN_DOCTORS = 1_024;

  private final byte[] identitySeed;
  private final Ed25519PrivateKeyParameters identity;
  private final Map<Doctor, Opaque> endorsements = new ConcurrentHashMap<>();

  /**
   * Who signs.
   *
   * @param account user name at the institution; two doctors of the same name have different ones,
   *     and so different keys
   * @param name as people write it; the manager reads it in the record
   */
  record Doctor(String account, String name) {}

  /**
   * @param identitySeed seed of the institution's Ed25519 identity key, copied
   */
  DoctorSigner(byte[] identitySeed) {
    this.identitySeed = identitySeed.clone();
    this.identity = new Ed25519PrivateKeyParameters(identitySeed, 0);
  }

  VisitDocument seal(VisitDocument visit, Doctor doctor, byte[] associatedData) {
    byte[] seed = derive(doctor.account());
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed, 0);
    Arrays.fill(seed, (byte) 0);
    byte[] publicKey = key.generatePublicKey().getEncoded();
    return visit.sealedBy(
        new DoctorSeal(
            doctor.name(),
            Opaque.of(publicKey),
            endorsement(doctor, publicKey),
            sign(key, visit.signedContent(associatedData))));
  }

  /** Ed25519 signs the same with the same, so what was signed once need not be signed again. */
  private Opaque endorsement(Doctor doctor, byte[] publicKey) {
    Opaque known = endorsements.get(doctor);
    if (known == null) {
      known = sign(identity, endorsed(doctor.name(), publicKey));
      if (endorsements.size() < MAX_KNOWN_DOCTORS) {
        endorsements.put(doctor, known);
      }
    }
    return known;
  }

  /**
   * Whether the doctor signed this visit for this transaction and the institution vouches for the
   * doctor's key.
   *
   * @param institutionKey Ed25519 identity key of the institution that opening named
   */
  static boolean verify(VisitDocument visit, byte[] associatedData, Opaque institutionKey) {
    DoctorSeal seal = visit.presentSeal();
    return verify(institutionKey, endorsed(seal.doctor(), seal.key().bytes()), seal.endorsement())
        && verify(seal.key(), visit.signedContent(associatedData), seal.signature());
  }

  private byte[] derive(String account) {
    byte[] seed = new byte[SEED_BYTES];
    byte[] name = account.getBytes(StandardCharsets.UTF_8);
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(identitySeed));
    mac.update(KEY_LABEL, 0, KEY_LABEL.length);
    mac.update(name, 0, name.length);
    mac.doFinal(seed, 0);
    return seed;
  }

  private static byte[] endorsed(String doctor, byte[] publicKey) {
    return new CanonicalWriter(256)
        .text("HealthChain/doctor/v1")
        .text(doctor)
        .raw(publicKey)
        .toByteArray();
  }

  private static Opaque sign(Ed25519PrivateKeyParameters key, byte[] content) {
    return Opaque.of(IdentitySignatures.sign(key, content));
  }

  private static boolean verify(Opaque publicKey, byte[] content, Opaque signature) {
    return IdentitySignatures.verify(publicKey, signature.bytes(), content);
  }
}
