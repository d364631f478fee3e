package org.healthchain.server.consensus;

import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.ledger.FetchedBlock;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.State;

/** Commit certificates between the replica and the ledger. */
final class StoredCertificates {
  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final CertificateVerifier verifier;

  StoredCertificates(LedgerReader reader, LedgerWriter writer, CertificateVerifier verifier) {
    this.reader = reader;
    this.writer = writer;
    this.verifier = verifier;
  }

  /** The newest block's that has one. */
  Optional<CheckpointCertificate> newest() {
    long height = reader.certifiedHeight();
    if (height == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckpointCertificate(
              new SequenceNumber(height),
              Memberships.digest(reader.header(height).orElseThrow().hash()),
              CertificateCodec.decode(reader.certificate(height).orElseThrow())));
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("the certificate of block " + height + " is damaged", e);
    }
  }

  /** Stores what the replica verified; nothing happens if the block is not here. */
  void store(CheckpointCertificate certified) {
    long height = certified.height().value();
    boolean ours =
        reader
            .header(height)
            .map(header -> Memberships.digest(header.hash()))
            .filter(certified.headerHash()::equals)
            .isPresent();
    if (ours && height > 0) {
      writer.certify(
          height,
          CertificateCodec.encode(certified.certificate()),
          certified.certificate().signers().size(),
          Memberships.of(reader.stateAfter(height - 1)).quorum());
    }
  }

  /** The certificate that came with a block, unverified. */
  static Optional<CheckpointCertificate> read(FetchedBlock block)
      throws MalformedEncodingException {
    if (block.certificate().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckpointCertificate(
            new SequenceNumber(block.header().height()),
            Memberships.digest(block.header().hash()),
            CertificateCodec.decode(block.certificate().get().bytes())));
  }

  /**
   * The certificate that came with a block, if it verifies: a later one may vouch for the block.
   */
  Optional<FetchedBlock.Proof> verified(FetchedBlock block, State before) {
    return block
        .certificate()
        .flatMap(
            proof -> {
              var outcome = verifier.verify(block.header(), before, proof.bytes());
              return outcome.valid()
                  ? Optional.of(
                      new FetchedBlock.Proof(proof.encoded(), outcome.signers(), outcome.quorum()))
                  : Optional.empty();
            });
  }
}
