package org.healthchain.crypto.provider;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.healthchain.crypto.groupsignature.Trace;

/** {@link GroupOpener} for HC-BBS-GS. Stateless, safe for many threads. */
public final class BbsGroupOpener extends GroupOpener {
  @Override
  public Opening open(
      PublicKey group, PrivateKey openingKey, byte[] message, byte[] signature, SecureRandom random)
      throws GeneralSecurityException {
    return GroupKeyFactorySpi.translate(openingKey)
        .as(OpeningKey.class)
        .open(BbsGroupJoin.groupKey(group), message, GroupSignature.fromBytes(signature), random);
  }

  @Override
  public List<Trace> trace(
      PublicKey group, PrivateKey openingKey, List<SignedMessage> batch, Registry registered)
      throws GeneralSecurityException {
    return GroupKeyFactorySpi.translate(openingKey)
        .as(OpeningKey.class)
        .trace(BbsGroupJoin.groupKey(group), batch, registered);
  }
}
