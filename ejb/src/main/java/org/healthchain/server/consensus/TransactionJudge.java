package org.healthchain.server.consensus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.server.ledger.AuthorisationVerifier;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/**
 * Judges transactions when they arrive, as far as that does not depend on the height: form, chain,
 * body, and all signatures in one batch. What was found valid is remembered, since a transaction
 * comes by hop and by batch. Thread-safe.
 */
final class TransactionJudge {
  private static final int REMEMBERED = 32_768;
  private static final byte[] DOMAIN = "HealthChain/judged/v1".getBytes(StandardCharsets.US_ASCII);

  private final Hash chainId;
  private final AuthorisationVerifier authorisations;
  private final IntSupplier groupEpoch;
  private final Rejections rejections;
  private final RecentHashes valid = new RecentHashes(REMEMBERED);

  /**
   * @param groupEpoch the one in force, for the reason that is counted; no verdict depends on it
   */
  TransactionJudge(
      Hash chainId,
      AuthorisationVerifier authorisations,
      IntSupplier groupEpoch,
      Rejections rejections) {
    this.chainId = chainId;
    this.authorisations = authorisations;
    this.groupEpoch = groupEpoch;
    this.rejections = rejections;
  }

  /**
   * Remembers a transaction as valid whose authorisation this server has made, and checked in the
   * making, a moment ago: the signature is not verified once more. Whatever else is wrong with it
   * is found all the same when it is judged.
   */
  void vouchFor(TransactionBytes transaction) {
    byte[] bytes = transaction.bytes();
    if (formed(bytes) != null) {
      valid.add(Hash.sha256(DOMAIN, bytes));
    }
  }

  List<Verdict> judge(List<TransactionBytes> transactions) {
    Verdict[] verdicts = new Verdict[transactions.size()];
    Arrays.fill(verdicts, Verdict.VALID);
    List<Transaction> unknown = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Hash> fingerprints = new ArrayList<>();
    for (int i = 0; i < verdicts.length; i++) {
      byte[] bytes = transactions.get(i).bytes();
      Hash fingerprint = Hash.sha256(DOMAIN, bytes);
      if (valid.contains(fingerprint)) {
        continue;
      }
      Transaction transaction = formed(bytes);
      if (transaction == null) {
        verdicts[i] = Verdict.INVALID;
      } else {
        unknown.add(transaction);
        places.add(i);
        fingerprints.add(fingerprint);
      }
    }
    Set<Integer> wrong = unknown.isEmpty() ? Set.of() : authorisations.wrong(unknown);
    for (int i = 0; i < unknown.size(); i++) {
      if (wrong.contains(i)) {
        verdicts[places.get(i)] = Verdict.INVALID;
        rejections.count(reasonFor(unknown.get(i).header()), unknown.get(i).id());
      } else {
        valid.add(fingerprints.get(i));
      }
    }
    return List.of(verdicts);
  }

  /** Null, and counted, if it is no transaction that could ever stand. */
  private @Nullable Transaction formed(byte[] bytes) {
    if (bytes.length > Transaction.MAX_BYTES) {
      rejections.count(RejectionReason.OVERSIZED_BODY, 1);
      return null;
    }
    try {
      Transaction transaction = Transaction.decode(bytes);
      RejectionReason refusal = null;
      if (!transaction.header().chainId().equals(chainId)) {
        refusal = RejectionReason.WRONG_CHAIN;
      } else if (transaction.erased() || !transaction.bodyFits()) {
        refusal = RejectionReason.BODY_MISMATCH;
      }
      if (refusal != null) {
        rejections.count(refusal, transaction.id());
        return null;
      }
      return transaction;
    } catch (MalformedEncodingException e) {
      rejections.count(RejectionReason.MALFORMED_MESSAGE, 1);
      return null;
    }
  }

  private RejectionReason reasonFor(TransactionHeader header) {
    boolean ofAnotherEpoch =
        !header.kind().isControl() && header.groupEpoch() != groupEpoch.getAsInt();
    return ofAnotherEpoch ? RejectionReason.WRONG_GROUP_EPOCH : header.kind().unauthorised();
  }
}
