package org.healthchain.crypto.provider;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.SignedMessage;

/**
 * Checks an opening in public. Engine class of type "GroupJudge". Stateless, safe for many threads;
 * a key of the wrong kind is an {@link java.security.InvalidKeyException}.
 */
public abstract class GroupJudge {
  GroupJudge() {}

  /** From the first registered provider that has it. */
  public static GroupJudge getInstance(String algorithm) throws NoSuchAlgorithmException {
    return Engines.find(GroupJudge.class, algorithm);
  }

  /** From this provider, which need not be registered. */
  public static GroupJudge getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return Engines.find(GroupJudge.class, algorithm, provider);
  }

  /**
   * Whether the opening proves that the accused made this signature; malformed bytes prove nothing.
   */
  public abstract boolean judge(
      PublicKey group,
      SignedMessage signed,
      byte[] opening,
      Registration accused,
      Opening.LongTermVerifier longTerm)
      throws InvalidKeyException;
}
