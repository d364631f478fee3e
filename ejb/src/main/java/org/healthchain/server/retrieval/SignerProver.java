package org.healthchain.server.retrieval;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.Transaction;

/** Opens one record's signature with a proof (FR-7), and judges that as anybody else could. */
@Stateless
public class SignerProver {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private ManagerSecrets secrets;
  @Inject private LedgerReader ledger;
  @Inject private CurrentState current;

  /**
   * @throws RefusedException if the record does not verify, or its signature opens to nobody
   */
  public SignerProof prove(StoredTransaction stored) {
    Optional<RecordProblem> problem = new StandingRecords(ledger).problem(stored);
    if (problem.isPresent()) {
      throw refused(problem.get().kind(), "The record does not verify.");
    }
    OpeningKey key = secrets.openingKey();
    try {
      return prove(stored.transaction(), key);
    } catch (GroupSignatureException e) {
      throw refused(RecordProblem.Kind.BAD_GROUP_SIGNATURE, "The group signature does not verify.");
    } finally {
      key.destroy();
    }
  }

  private SignerProof prove(Transaction transaction, OpeningKey key)
      throws GroupSignatureException {
    LedgerTip tip = current.get();
    GroupPublicKey group = secrets.group().atEpoch(transaction.header().groupEpoch());
    GroupSignature signature = GroupSignature.fromBytes(transaction.authorisation().bytes());
    Opening opening = key.open(group, transaction.header().encode(), signature, RANDOM);
    SignerEvidence evidence = new SignerEvidence(transaction.header(), signature, opening);
    SignerJudge.Ruling ruling =
        new SignerJudge(tip.header().chainId(), group, tip.state()).judge(evidence);
    ConsortiumMember accused =
        ruling
            .accused()
            .orElseThrow(
                () -> refused(RecordProblem.Kind.UNKNOWN_SIGNER, "The signature opens to nobody."));
    return new SignerProof(
        transaction.id().hex(), accused.name(), ruling.proved(), evidence.toText());
  }

  private static RefusedException refused(RecordProblem.Kind problem, String words) {
    return new RefusedException("problem." + problem, words);
  }
}
