package org.healthchain.crypto.provider;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import org.healthchain.crypto.groupsignature.BatchResult;
import org.healthchain.crypto.groupsignature.BatchVerifier;
import org.healthchain.crypto.groupsignature.SignedMessage;

/** {@link GroupBatchVerifier} for HC-BBS-GS. Stateless, safe for many threads. */
public final class BbsGroupBatchVerifier extends GroupBatchVerifier {
  @Override
  public BatchResult verify(PublicKey group, List<SignedMessage> batch) throws InvalidKeyException {
    return BatchVerifier.of(BbsGroupJoin.groupKey(group)).verify(batch);
  }
}
