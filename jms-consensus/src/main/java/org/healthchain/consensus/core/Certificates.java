package org.healthchain.consensus.core;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.WireWriter;

/**
 * Verifies certificates and remembers the good ones: in a view change the same prepared certificate
 * comes from many senders.
 */
final class Certificates {
  private static final int MAX_REMEMBERED = 1024;

  private final Verifier verifier;
  private final Statements statements;
  private final Rules rules;
  private final Set<Digest> verified = new LinkedHashSet<>();

  Certificates(Verifier verifier, Statements statements, Rules rules) {
    this.verifier = verifier;
    this.statements = statements;
    this.rules = rules;
  }

  Verifier verifier() {
    return verifier;
  }

  int quorum(Membership membership) {
    return rules.quorum(membership);
  }

  /** Whether a member's repeated votes count again: never but for a planted bug. */
  boolean countsRepeatedVotes() {
    return rules.countsRepeatedVotes();
  }

  /** A block's commit certificate. */
  boolean verify(CheckpointCertificate certificate, Membership membership) {
    byte[] statement =
        statements.checkpoint(certificate.epoch(), certificate.height(), certificate.headerHash());
    return verify(certificate.certificate(), membership, statement);
  }

  boolean verify(QuorumCertificate certificate, Membership membership, byte[] statement) {
    Digest key = key(certificate, statement);
    if (verified.contains(key)) {
      return true;
    }
    int quorum = rules.countsRepeatedVotes() ? 1 : quorum(membership);
    if (!CommitCertificates.verify(certificate, membership, quorum, statement, verifier)) {
      return false;
    }
    remember(key);
    return true;
  }

  /** Notes a certificate that this replica combined from verified votes. */
  void trust(QuorumCertificate certificate, byte[] statement) {
    remember(key(certificate, statement));
  }

  private void remember(Digest key) {
    if (verified.size() >= MAX_REMEMBERED) {
      Iterator<Digest> oldest = verified.iterator();
      oldest.next();
      oldest.remove();
    }
    verified.add(key);
  }

  private static Digest key(QuorumCertificate certificate, byte[] statement) {
    WireWriter out = new WireWriter(64);
    out.u8(certificate.scheme().wireId()).u32(certificate.membershipEpoch());
    out.bytes(certificate.signers().toBytes()).bytes(certificate.proof());
    return Digest.sha256(out.toByteArray(), statement);
  }
}
