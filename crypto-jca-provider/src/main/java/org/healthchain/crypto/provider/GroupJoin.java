package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.healthchain.crypto.groupsignature.Registry;

/**
 * Joining a group, both sides of the protocol, as bytes to be sent: nonce, request, credential.
 * Engine class of type "GroupJoin". Stateless, safe for many threads (but see {@link #admit}).
 *
 * <p>A key of the wrong kind is an {@link java.security.InvalidKeyException}; a step that must not
 * go on is a {@link org.healthchain.crypto.groupsignature.GroupSignatureException} with its reason.
 */
public abstract class GroupJoin {
  GroupJoin() {}

  /** From the first registered provider that has it. */
  public static GroupJoin getInstance(String algorithm) throws NoSuchAlgorithmException {
    return Engines.find(GroupJoin.class, algorithm);
  }

  /** From this provider, which need not be registered. */
  public static GroupJoin getInstance(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return Engines.find(GroupJoin.class, algorithm, provider);
  }

  /** Setup: the group public key, epoch 0, from the public keys of issuer and opener. */
  public abstract PublicKey group(PublicKey issuer, PublicKey opener)
      throws GeneralSecurityException;

  /** Issuer: a nonce for one request. */
  public abstract byte[] newNonce(SecureRandom random);

  /** Member: what to sign with its long-term key. */
  public abstract byte[] bytesToSign(PublicKey group, PrivateKey memberSecret, String memberId)
      throws GeneralSecurityException;

  /** Member: the request. */
  public abstract byte[] request(
      PublicKey group, PrivateKey memberSecret, JoinAnswer answer, SecureRandom random)
      throws GeneralSecurityException;

  /**
   * Issuer: checks the request and makes the credential. One request after the other; the long-term
   * signature in it is for the caller to check. See {@link
   * org.healthchain.crypto.groupsignature.IssuingKey#admit}.
   *
   * @param groupKeys the group public key and the issuing key
   * @param nonce the one that this member was given
   * @param registered everybody ever registered, revoked members included
   */
  public abstract byte[] admit(
      KeyPair groupKeys, byte[] request, byte[] nonce, Registry registered, SecureRandom random)
      throws GeneralSecurityException;

  /** Member: checks the credential and makes the signing key. */
  public abstract PrivateKey accept(PublicKey group, PrivateKey memberSecret, byte[] credential)
      throws GeneralSecurityException;

  /**
   * What a member answers.
   *
   * @param memberId its name in the group
   * @param nonce from the issuer
   * @param longTermSignature over {@link #bytesToSign}
   */
  @SuppressWarnings("ArrayRecordComponent") // an argument list, compared by nobody
  public record JoinAnswer(String memberId, byte[] nonce, byte[] longTermSignature) {}
}
