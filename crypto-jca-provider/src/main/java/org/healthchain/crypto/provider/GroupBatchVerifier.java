package org.healthchain.crypto.provider;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import org.healthchain.crypto.groupsignature.BatchResult;
import org.healthchain.crypto.groupsignature.SignedMessage;

/**
 * Verifies many group signatures at once. Engine class of type "GroupBatchVerifier". Stateless,
 * safe for many threads; a key of the wrong kind is an {@link java.security.InvalidKeyException}.
 */
public abstract class GroupBatchVerifier {
  GroupBatchVerifier() {}

  /** From the first registered provider that has it. */
  public static GroupBatchVerifier getInstance(String algorithm) throws NoSuchAlgorithmException {
    return Engines.find(GroupBatchVerifier.class, algorithm);
  }

  /** From this provider, which need not be registered. */
  public static GroupBatchVerifier getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return Engines.find(GroupBatchVerifier.class, algorithm, provider);
  }

  /** Which of the batch are not valid; every message carries its epoch. */
  public abstract BatchResult verify(PublicKey group, List<SignedMessage> batch)
      throws InvalidKeyException;
}
