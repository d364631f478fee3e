package org.healthchain.server.consensus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.MalformedEncodingException;

/** Commit certificates between the replica and the ledger. */
final class StoredCertificates {
  private static final int MAX_RECENT = 128;

  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final CertificateVerifier verifier;

  /** Of the last blocks, so that their certificates can be stored without reading them again. */
  private final Map<Long, Appended> recent = new LinkedHashMap<>();

  private record Appended(Digest headerHash, int quorum) {}

  StoredCertificates(LedgerReader reader, LedgerWriter writer, CertificateVerifier verifier) {
    this.reader = reader;
    this.writer = writer;
    this.verifier = verifier;
  }

  /** A block stands on the ledger; its certificate will come soon. */
  void appended(ConsortiumState before, BlockHeader header) {
    recent.put(
        header.height(),
        new Appended(Memberships.digest(header.hash()), Memberships.of(before).quorum()));
    recent.remove(header.height() - MAX_RECENT);
  }

  /**
   * The newest block's that has one.
   *
   * @param upTo height of the last block to look at: while the caller reads, the ledger may grow
   */
  Optional<CheckpointCertificate> newest(long upTo) {
    long height = reader.certifiedHeight(upTo);
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
    find(height)
        .filter(block -> block.headerHash().equals(certified.headerHash()))
        .ifPresent(
            block ->
                writer.certify(
                    height,
                    CertificateCodec.encode(certified.certificate()),
                    certified.certificate().signers().size(),
                    block.quorum()));
  }

  private Optional<Appended> find(long height) {
    Appended known = recent.get(height);
    if (known != null || height == 0) {
      return Optional.ofNullable(known);
    }
    return reader
        .header(height)
        .map(
            header ->
                new Appended(
                    Memberships.digest(header.hash()),
                    Memberships.of(reader.stateAfter(height - 1)).quorum()));
  }

  /**
   * The certificate that came with a block, unverified; none if it is of another epoch than the
   * block says it is of. So what the former members may sign above their last block counts nothing.
   */
  static Optional<CheckpointCertificate> read(TravellingBlock block)
      throws MalformedEncodingException {
    if (block.certificate().isEmpty()) {
      return Optional.empty();
    }
    CheckpointCertificate certificate =
        new CheckpointCertificate(
            new SequenceNumber(block.header().height()),
            Memberships.digest(block.header().hash()),
            CertificateCodec.decode(block.certificate().get().bytes()));
    return Optional.of(certificate).filter(c -> c.epoch() == block.header().membershipEpoch());
  }

  /**
   * The certificate that came with a block, if it verifies: a later one may vouch for the block.
   */
  Optional<TravellingBlock.Proof> verified(TravellingBlock block, ConsortiumState before) {
    return block
        .certificate()
        .flatMap(
            proof -> {
              var outcome = verifier.verify(block.header(), before, proof.bytes());
              return outcome.valid()
                  ? Optional.of(
                      new TravellingBlock.Proof(
                          proof.encoded(), outcome.signers(), outcome.quorum()))
                  : Optional.empty();
            });
  }
}
