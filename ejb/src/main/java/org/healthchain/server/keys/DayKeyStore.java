package org.healthchain.server.keys;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;

/**
 * The table that maps the hash of each day's public key to its private key (Healthchain §5.2.3).
 */
@Stateless
public class DayKeyStore {
  private static final SecureRandom RANDOM = new SecureRandom();

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private ManagerSecrets secrets;

  /** Stores both halves; the private one wrapped. */
  public void add(KeyPair keys, DayKey announced) {
    String keyId = announced.keyId().hex();
    entities.persist(
        new DayKeyEntity(
            keyId,
            announced.publicKey().bytes(),
            wrapping().wrap(keyId, keys.getPrivate()),
            announced.validFromMillis(),
            announced.validUntilMillis(),
            announced.graceUntilMillis()));
  }

  public boolean isEmpty() {
    return count() == 0;
  }

  public long count() {
    return entities
        .createQuery("SELECT COUNT(k) FROM DayKeyEntity k", Long.class)
        .getSingleResult();
  }

  /** Newest first. */
  public List<DayKey> list(int offset, int limit) {
    return entities
        .createQuery(
            "SELECT k FROM DayKeyEntity k ORDER BY k.validFromMillis DESC, k.keyId",
            DayKeyEntity.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultStream()
        .map(DayKeyStore::described)
        .toList();
  }

  /**
   * The private key for a record.
   *
   * @return empty if the manager never had that key
   * @throws GeneralSecurityException if the row was altered
   */
  public Optional<PrivateKey> privateKey(Hash keyId) throws GeneralSecurityException {
    DayKeyEntity entry = entities.find(DayKeyEntity.class, keyId.hex());
    if (entry == null) {
      return Optional.empty();
    }
    return Optional.of(wrapping().unwrap(entry.keyId(), entry.wrappedPrivateKey()));
  }

  private static DayKey described(DayKeyEntity entry) {
    return new DayKey(
        Opaque.of(entry.publicKey()),
        entry.validFromMillis(),
        entry.validUntilMillis(),
        entry.graceUntilMillis());
  }

  private DayKeyWrapping wrapping() {
    byte[] key = secrets.secret(SecretName.KEY_TABLE_KEY);
    try {
      return new DayKeyWrapping(new SecretKeySpec(key, "AES"), RANDOM);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
