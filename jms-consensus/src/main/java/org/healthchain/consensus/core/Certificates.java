package org.healthchain.consensus.core;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.WireWriter;

/**
 * Verifies certificates and remembers the good ones: in a view change the same prepared certificate
 * comes from many senders.
 */
final class Certificates {
  private static final int MAX_REMEMBERED = 1024;

  private final Verifier verifier;
  private final boolean countTwice;
  private final boolean shortQuorum;
  private final Set<Digest> verified = new LinkedHashSet<>();

  Certificates(Verifier verifier, boolean countTwice, boolean shortQuorum) {
    this.verifier = verifier;
    this.countTwice = countTwice;
    this.shortQuorum = shortQuorum;
  }

  Verifier verifier() {
    return verifier;
  }

  int quorum(Membership membership) {
    return shortQuorum ? 2 * membership.f() + 1 : membership.quorum();
  }

  boolean countTwice() {
    return countTwice;
  }

  boolean verify(QuorumCertificate certificate, Membership membership, byte[] statement) {
    Digest key = key(certificate, statement);
    if (verified.contains(key)) {
      return true;
    }
    int quorum = countTwice ? 1 : quorum(membership);
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
