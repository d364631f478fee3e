package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.EpochUpdate;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.Registry;

/** {@link GroupRevocation} for HC-BBS-GS. Stateless, safe for many threads. */
public final class BbsGroupRevocation extends GroupRevocation {
  @Override
  public byte[] update(KeyPair groupKeys, Registry remaining, SecureRandom random)
      throws GeneralSecurityException {
    return GroupKeyFactorySpi.translate(groupKeys.getPrivate())
        .as(IssuingKey.class)
        .nextEpoch(BbsGroupJoin.groupKey(groupKeys.getPublic()), remaining, random)
        .toBytes();
  }

  @Override
  public PublicKey apply(PublicKey group, byte[] update) throws GeneralSecurityException {
    return GroupSchemePublicKey.of(
        EpochUpdate.fromBytes(update).verify(BbsGroupJoin.groupKey(group)));
  }

  @Override
  public Optional<PrivateKey> advance(PrivateKey memberKey, byte[] update)
      throws GeneralSecurityException {
    return GroupKeyFactorySpi.translate(memberKey)
        .as(MemberKey.class)
        .advance(EpochUpdate.fromBytes(update))
        .map(GroupSchemePrivateKey::of);
  }
}
