package org.healthchain.server.recovery;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.Transaction;

/**
 * What the manager proposes, as it goes to the operators.
 *
 * @param transaction the recovery, signed by the manager
 * @param evidence that leads up to its base
 * @param earlier proposals that reports say they voted for
 */
public record ProposalFile(Transaction transaction, Evidence evidence, List<Transaction> earlier) {
  public ProposalFile {
    earlier = List.copyOf(earlier);
  }

  /**
   * @throws RecoveryRefusedException if the transaction holds none
   */
  public Recovery recovery() throws RecoveryRefusedException {
    return Claims.recovery(transaction);
  }

  public byte[] encode() {
    CanonicalWriter out = RecoveryFile.PROPOSAL.begin();
    out.bytes32(transaction.encode());
    evidence.write(out);
    out.u16(earlier.size());
    earlier.forEach(one -> out.bytes32(one.encode()));
    return out.toByteArray();
  }

  public static ProposalFile decode(byte[] bytes) throws RecoveryRefusedException {
    return RecoveryFile.PROPOSAL.read(bytes, ProposalFile::read);
  }

  private static ProposalFile read(CanonicalReader in) throws MalformedEncodingException {
    Transaction transaction = Transaction.decode(in.bytes32(Transaction.MAX_BYTES));
    Evidence evidence = Evidence.read(in);
    List<Transaction> earlier = new ArrayList<>();
    int count = in.count16(Recovery.MAX_REPORTS);
    for (int i = 0; i < count; i++) {
      earlier.add(Transaction.decode(in.bytes32(Transaction.MAX_BYTES)));
    }
    return new ProposalFile(transaction, evidence, earlier);
  }
}
