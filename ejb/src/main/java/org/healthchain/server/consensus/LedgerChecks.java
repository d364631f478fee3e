package org.healthchain.server.consensus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.healthchain.consensus.core.CommitCertificates;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.server.group.Authorisations;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.AuthorisationVerifier;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.ledger.LedgerVerifier;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.MalformedEncodingException;

/** What verifying a ledger needs, made of nothing but the genesis; also outside of a server. */
@ApplicationScoped
public class LedgerChecks {
  @Inject private CurrentInstance instance;

  @Produces
  @Dependent
  LedgerVerifier ofThisServer() {
    return of(instance.genesis());
  }

  /** A verifier of any ledger that began with this genesis, whose signature was checked. */
  public static LedgerVerifier of(Genesis genesis) {
    return new LedgerVerifier(
        genesis.header(), genesis.state(), certificates(), authorisations(genesis));
  }

  /** Verifies commit certificates; remembers votes that were good. */
  public static CertificateVerifier certificates() {
    return certificates(new VoteVerifier());
  }

  /** Verifies who authorised transactions of the consortium that began so. */
  public static AuthorisationVerifier authorisations(Genesis genesis) {
    return Authorisations.of(genesis.groupPublicKey(), genesis.manager().identityKey());
  }

  /** Verifies commit certificates with the membership of the block's epoch. */
  static CertificateVerifier certificates(Verifier verifier) {
    return (header, before, certificate) -> verify(verifier, header, before, certificate);
  }

  private static CertificateVerifier.Outcome verify(
      Verifier verifier, BlockHeader header, ConsortiumState before, byte[] encoded) {
    Membership membership = Memberships.of(before);
    try {
      QuorumCertificate certificate = CertificateCodec.decode(encoded);
      boolean valid =
          CommitCertificates.verify(
              certificate,
              Memberships.digest(header.chainId()),
              membership,
              new SequenceNumber(header.height()),
              Memberships.digest(header.hash()),
              verifier);
      return new CertificateVerifier.Outcome(
          valid, certificate.signers().size(), membership.quorum());
    } catch (MalformedEncodingException | IllegalArgumentException e) {
      return new CertificateVerifier.Outcome(false, 0, membership.quorum());
    }
  }
}
