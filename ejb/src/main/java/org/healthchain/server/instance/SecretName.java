package org.healthchain.server.instance;

import java.util.Locale;

/**
 * The raw secrets in an instance's key store, one entry each, beside the TLS key. An institution's
 * server has no entry of the manager's.
 */
public enum SecretName {
  /** Ed25519 seed, 32 bytes: frames, votes; for the manager: genesis and control transactions. */
  IDENTITY_KEY,
  /** HMAC key of the serial numbers, 32 bytes; every institution and the manager have it. */
  SERIAL_NUMBER_KEY,
  /**
   * The institution's own secret y of the group signature, in that module's encoding; its
   * credential of the present epoch stands on the chain.
   */
  MEMBER_SECRET,
  /** The institution's BLS secret key for votes, in that module's encoding. */
  VOTE_KEY,
  /** The manager's issuing key. */
  ISSUING_KEY,
  /** The manager's opening key. */
  OPENING_KEY,
  /** AES-256 key under which the manager's table of day keys is stored, 32 bytes. */
  KEY_TABLE_KEY,
  /** The manager's first day key: RSA, PKCS#8. Later ones lie in the key table. */
  FIRST_DAY_KEY,
  /** A joiner's TLS key, PKCS#8, until it has its certificate. */
  JOIN_TLS_KEY,
  /** A joiner's RSA key, PKCS#8, to which the serial-number key is sealed for it. */
  JOIN_TRANSPORT_KEY;

  /** Alias in the key store. */
  String alias() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
