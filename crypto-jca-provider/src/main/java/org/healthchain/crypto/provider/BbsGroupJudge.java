package org.healthchain.crypto.provider;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.SignedMessage;

/** {@link GroupJudge} for HC-BBS-GS. Stateless, safe for many threads. */
public final class BbsGroupJudge extends GroupJudge {
  @Override
  public boolean judge(
      PublicKey group,
      SignedMessage signed,
      byte[] opening,
      Registration accused,
      Opening.LongTermVerifier longTerm)
      throws InvalidKeyException {
    GroupPublicKey key = BbsGroupJoin.groupKey(group);
    if (signed.epoch() < 0) {
      return false;
    }
    try {
      return Opening.fromBytes(opening)
          .judge(
              key.atEpoch(signed.epoch()),
              signed.message(),
              GroupSignature.fromBytes(signed.signature()),
              accused,
              longTerm);
    } catch (GroupSignatureException e) {
      return false;
    }
  }
}
