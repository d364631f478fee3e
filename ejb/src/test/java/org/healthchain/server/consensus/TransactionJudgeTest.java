package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.signing.SigningParty;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.Test;

class TransactionJudgeTest {
  private final Samples samples = new Samples(31);
  private final SigningParty party = new SigningParty(31);
  private final Rejections rejections = new Rejections();
  private int groupEpoch;
  private final TransactionJudge judge =
      new TransactionJudge(
          Samples.CHAIN,
          party.authorisations(samples.managerPublicKey()),
          () -> groupEpoch,
          rejections);

  @Test
  void honestRecordsAndOrdersAreValidAlsoWhenAskedAgain() {
    List<TransactionBytes> batch =
        List.of(
            bytes(party.signed(samples.record(samples.state(4)))),
            bytes(samples.control(samples.dayKey())));
    assertThat(judge.judge(batch)).containsExactly(Verdict.VALID, Verdict.VALID);
    assertThat(judge.judge(batch)).containsExactly(Verdict.VALID, Verdict.VALID);
    assertThat(rejections.snapshot().values()).containsOnly(0L);
  }

  @Test
  void aBadOneAmongGoodOnesIsNamedWithItsReason() {
    Transaction good = party.signed(samples.record(samples.state(4)));
    Transaction unsigned = samples.record(samples.state(4));
    Transaction forgedDayKey =
        withAuthorisation(samples.control(samples.dayKey()), samples.opaque(64));
    Transaction forgedOrder =
        withAuthorisation(
            samples.control(samples.revocation(samples.state(4), 1)), samples.opaque(64));
    Transaction swapped = new Transaction(good.header(), good.authorisation(), samples.opaque(600));
    List<Verdict> verdicts =
        judge.judge(
            List.of(
                bytes(good),
                bytes(unsigned),
                bytes(forgedDayKey),
                bytes(forgedOrder),
                bytes(swapped),
                bytes(new Transaction(good.header(), good.authorisation(), null)),
                TransactionBytes.of(samples.bytes(300))));
    assertThat(verdicts.get(0)).isEqualTo(Verdict.VALID);
    assertThat(verdicts.subList(1, 7)).containsOnly(Verdict.INVALID);
    assertThat(rejections.snapshot())
        .containsEntry(RejectionReason.BAD_GROUP_SIGNATURE, 1L)
        .containsEntry(RejectionReason.UNSIGNED_DAY_KEY, 1L)
        .containsEntry(RejectionReason.BAD_MANAGER_SIGNATURE, 1L)
        .containsEntry(RejectionReason.BODY_MISMATCH, 2L)
        .containsEntry(RejectionReason.MALFORMED_MESSAGE, 1L);
  }

  @Test
  void whatThisServerSignedItselfIsNotVerifiedOnceMoreButItsFormIsChecked() {
    Transaction unverifiable = samples.record(samples.state(4));
    judge.vouchFor(bytes(unverifiable));
    assertThat(judge.judge(List.of(bytes(unverifiable)))).containsExactly(Verdict.VALID);

    Transaction otherBody =
        new Transaction(unverifiable.header(), unverifiable.authorisation(), samples.opaque(600));
    judge.vouchFor(bytes(otherBody));
    assertThat(judge.judge(List.of(bytes(otherBody)))).containsExactly(Verdict.INVALID);
  }

  @Test
  void aByteChangedAnywhereInASignedRecordIsFound() {
    byte[] good = party.signed(samples.record(samples.state(4))).encode();
    Set<Verdict> verdicts = new HashSet<>();
    for (int at = 0; at < good.length; at += 97) {
      byte[] changed = good.clone();
      changed[at] ^= 4;
      verdicts.addAll(judge.judge(List.of(TransactionBytes.of(changed))));
    }
    assertThat(verdicts).containsExactly(Verdict.INVALID);
  }

  @Test
  void aSignatureThatFailsUnderAnotherGroupEpochIsNamedSo() {
    groupEpoch = 1;
    assertThat(judge.judge(List.of(bytes(samples.record(samples.state(4))))))
        .containsExactly(Verdict.INVALID);
    assertThat(rejections.snapshot()).containsEntry(RejectionReason.WRONG_GROUP_EPOCH, 1L);
  }

  @Test
  void aTransactionOfAnotherChainIsRefused() {
    TransactionJudge elsewhere =
        new TransactionJudge(
            samples.hash(),
            party.authorisations(samples.managerPublicKey()),
            () -> groupEpoch,
            rejections);
    assertThat(elsewhere.judge(List.of(bytes(samples.control(samples.dayKey())))))
        .containsExactly(Verdict.INVALID);
    assertThat(rejections.snapshot()).containsEntry(RejectionReason.WRONG_CHAIN, 1L);
  }

  private static Transaction withAuthorisation(Transaction transaction, Opaque authorisation) {
    return new Transaction(transaction.header(), authorisation, transaction.body());
  }

  private static TransactionBytes bytes(Transaction transaction) {
    return TransactionBytes.of(transaction.encode());
  }
}
