package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.healthchain.crypto.groupsignature.Trace;

/**
 * Tells who signed, with a proof (FR-7). Engine class of type "GroupOpener". Stateless, safe for
 * many threads; a key of the wrong kind is an {@link java.security.InvalidKeyException}.
 */
public abstract class GroupOpener {
  GroupOpener() {}

  /** From the first registered provider that has it. */
  public static GroupOpener getInstance(String algorithm) throws NoSuchAlgorithmException {
    return Engines.find(GroupOpener.class, algorithm);
  }

  /** From this provider, which need not be registered. */
  public static GroupOpener getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return Engines.find(GroupOpener.class, algorithm, provider);
  }

  /**
   * Verifies, then opens.
   *
   * @param group the group public key in the epoch of the signature
   * @throws org.healthchain.crypto.groupsignature.GroupSignatureException MALFORMED, BAD_SIGNATURE
   *     or WRONG_GROUP
   */
  public abstract Opening open(
      PublicKey group, PrivateKey openingKey, byte[] message, byte[] signature, SecureRandom random)
      throws GeneralSecurityException;

  /**
   * Verifies a batch, then tells who signed each that is valid, without proofs.
   *
   * @param registered everybody ever registered, revoked members included
   * @return a trace for each message, in their order
   * @throws org.healthchain.crypto.groupsignature.GroupSignatureException WRONG_GROUP
   */
  public abstract List<Trace> trace(
      PublicKey group, PrivateKey openingKey, List<SignedMessage> batch, Registry registered)
      throws GeneralSecurityException;
}
