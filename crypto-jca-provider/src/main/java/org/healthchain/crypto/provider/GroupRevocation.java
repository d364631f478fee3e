package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.Registry;

/**
 * Revokes by stepping to the next epoch (FR-10). Engine class of type "GroupRevocation". Stateless,
 * safe for many threads; a key of the wrong kind is an {@link java.security.InvalidKeyException}.
 */
public abstract class GroupRevocation {
  GroupRevocation() {}

  /** From the first registered provider that has it. */
  public static GroupRevocation getInstance(String algorithm) throws NoSuchAlgorithmException {
    return Engines.find(GroupRevocation.class, algorithm);
  }

  /** From this provider, which need not be registered. */
  public static GroupRevocation getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return Engines.find(GroupRevocation.class, algorithm, provider);
  }

  /**
   * Issuer: the update that revokes everybody not in {@code remaining}.
   *
   * @param groupKeys the group public key in the present epoch and the issuing key
   */
  public abstract byte[] update(KeyPair groupKeys, Registry remaining, SecureRandom random)
      throws GeneralSecurityException;

  /** Everybody: checks the update; the group public key in the new epoch. */
  public abstract PublicKey apply(PublicKey group, byte[] update) throws GeneralSecurityException;

  /** Member: its signing key in the new epoch; empty if it was revoked. */
  public abstract Optional<PrivateKey> advance(PrivateKey memberKey, byte[] update)
      throws GeneralSecurityException;
}
