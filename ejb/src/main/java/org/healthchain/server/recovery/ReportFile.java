package org.healthchain.server.recovery;

import java.util.Optional;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Transaction;

/**
 * A report as it goes from an operator to the manager.
 *
 * @param earlier the proposal that the report says it voted for; there exactly when it says so
 */
public record ReportFile(
    RecoveryReport.Attempt attempt,
    RecoveryReport report,
    Evidence evidence,
    Optional<Transaction> earlier) {
  public byte[] encode() {
    CanonicalWriter out = RecoveryFile.REPORT.begin();
    out.hash(attempt.chainId()).u32(attempt.epoch()).u32(attempt.attempt());
    report.write(out);
    evidence.write(out);
    out.bytes32(earlier.map(Transaction::encode).orElse(new byte[0]));
    return out.toByteArray();
  }

  public static ReportFile decode(byte[] bytes) throws RecoveryRefusedException {
    return RecoveryFile.REPORT.read(bytes, ReportFile::read);
  }

  private static ReportFile read(CanonicalReader in) throws MalformedEncodingException {
    var attempt = new RecoveryReport.Attempt(in.hash(), in.u32(), in.u32());
    RecoveryReport report = RecoveryReport.read(in);
    Evidence evidence = Evidence.read(in);
    byte[] earlier = in.bytes32(Transaction.MAX_BYTES);
    return new ReportFile(
        attempt,
        report,
        evidence,
        earlier.length == 0 ? Optional.empty() : Optional.of(Transaction.decode(earlier)));
  }
}
