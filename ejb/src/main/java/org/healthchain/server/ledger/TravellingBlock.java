package org.healthchain.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Transaction;

/**
 * A block as it travels to a server that lags: header ‖ certificate (u32 length, 0 if none) ‖ u32
 * count ‖ transactions (u32 length each).
 *
 * @param certificate empty for a block whose certificate the sender lacks; a later one covers it
 */
public record TravellingBlock(
    BlockHeader header, Optional<Proof> certificate, List<Transaction> transactions) {
  private static final int MAX_CERTIFICATE_BYTES = 128 * 1024;
  private static final int MAX_TRANSACTIONS = 1 << 20;

  public TravellingBlock {
    transactions = List.copyOf(transactions);
  }

  /** A certificate's bytes; who signed it is known once it is verified, zero until then. */
  public record Proof(Opaque encoded, int signers, int quorum) {
    public byte[] bytes() {
      return encoded.bytes();
    }
  }

  OrderedTransactions ordered() {
    return new OrderedTransactions(
        header.originatingView(), header.sequenceNumber(), header.timeMillis(), transactions);
  }

  /** The same block with a certificate that was verified, or with none. */
  public TravellingBlock certifiedBy(Optional<Proof> proof) {
    return new TravellingBlock(header, proof, transactions);
  }

  public byte[] encode() {
    CanonicalWriter out =
        new CanonicalWriter(4096)
            .raw(header.encode())
            .bytes32(certificate.map(Proof::bytes).orElse(new byte[0]))
            .u32(transactions.size());
    transactions.forEach(transaction -> out.bytes32(transaction.encode()));
    return out.toByteArray();
  }

  public static TravellingBlock decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    BlockHeader header = BlockHeader.decode(in.raw(BlockHeader.BYTES));
    byte[] proof = in.bytes32(MAX_CERTIFICATE_BYTES);
    int count = in.u32();
    if (count > MAX_TRANSACTIONS || count != header.transactionCount()) {
      throw new MalformedEncodingException(Malformation.Kind.TRANSACTION_COUNT);
    }
    List<Transaction> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      transactions.add(Transaction.decode(in.bytes32(Transaction.MAX_BYTES)));
    }
    in.end();
    Optional<Proof> certificate =
        proof.length == 0 ? Optional.empty() : Optional.of(new Proof(Opaque.of(proof), 0, 0));
    return new TravellingBlock(header, certificate, transactions);
  }
}
