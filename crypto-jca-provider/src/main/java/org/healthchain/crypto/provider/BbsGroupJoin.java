package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;
import org.healthchain.crypto.groupsignature.Registry;

/** {@link GroupJoin} for HC-BBS-GS. Stateless, safe for many threads. */
public final class BbsGroupJoin extends GroupJoin {
  @Override
  public PublicKey group(PublicKey issuer, PublicKey opener) throws GeneralSecurityException {
    return GroupSchemePublicKey.of(
        GroupPublicKey.of(
            GroupKeyFactorySpi.translate(issuer).as(IssuerPublicKey.class),
            GroupKeyFactorySpi.translate(opener).as(OpenerPublicKey.class)));
  }

  @Override
  public byte[] newNonce(SecureRandom random) {
    return IssuingKey.newNonce(random);
  }

  @Override
  public byte[] bytesToSign(PublicKey group, PrivateKey memberSecret, String memberId)
      throws GeneralSecurityException {
    return secret(memberSecret).bytesToSign(groupKey(group), memberId);
  }

  @Override
  public byte[] request(
      PublicKey group, PrivateKey memberSecret, JoinAnswer answer, SecureRandom random)
      throws GeneralSecurityException {
    return secret(memberSecret)
        .requestJoin(
            groupKey(group), answer.memberId(), answer.nonce(), answer.longTermSignature(), random)
        .toBytes();
  }

  @Override
  public byte[] admit(
      KeyPair groupKeys, byte[] request, byte[] nonce, Registry registered, SecureRandom random)
      throws GeneralSecurityException {
    return GroupKeyFactorySpi.translate(groupKeys.getPrivate())
        .as(IssuingKey.class)
        .admit(
            groupKey(groupKeys.getPublic()),
            JoinRequest.fromBytes(request),
            nonce,
            registered,
            random)
        .toBytes();
  }

  @Override
  public PrivateKey accept(PublicKey group, PrivateKey memberSecret, byte[] credential)
      throws GeneralSecurityException {
    return GroupSchemePrivateKey.of(
        secret(memberSecret).accept(groupKey(group), Credential.fromBytes(credential)));
  }

  static GroupPublicKey groupKey(PublicKey key) throws InvalidKeyException {
    return GroupKeyFactorySpi.translate(key).as(GroupPublicKey.class);
  }

  private static MemberSecret secret(PrivateKey key) throws InvalidKeyException {
    return GroupKeyFactorySpi.translate(key).as(MemberSecret.class);
  }
}
