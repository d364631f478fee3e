package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the votes of one phase and combines a quorum of them. One vote per member: the first good
 * one stays. Ed25519 votes are verified as they come, and not at all once a certificate is there;
 * BLS shares are verified together, and one by one only when the aggregate fails.
 */
final class VoteBox {
  private final Membership membership;
  private final Certificates certificates;
  private final VoteAggregator aggregator;
  private final Function<Digest, byte[]> statement;
  private final Digest[] digests;
  private final Bytes[] signatures;
  private final BitSet verified = new BitSet();
  private final BitSet heard = new BitSet();
  private @Nullable Digest certifiedDigest;
  private @Nullable QuorumCertificate certificate;
  private int received;

  VoteBox(
      Membership membership,
      Certificates certificates,
      VoteAggregator aggregator,
      Function<Digest, byte[]> statement) {
    this.membership = membership;
    this.certificates = certificates;
    this.aggregator = aggregator;
    this.statement = statement;
    digests = new Digest[membership.n()];
    signatures = new Bytes[membership.n()];
  }

  /** Takes a vote; false when its signature is bad. */
  boolean add(int index, Digest digest, Bytes signature) {
    heard.set(index);
    if (certificate != null || verified.get(index)) {
      received++;
      tryCertifyAgain(digest);
      return true;
    }
    if (membership.voteScheme() == SignatureScheme.ED25519 || digests[index] != null) {
      return addVerified(index, digest, signature);
    }
    put(index, digest, signature);
    tryCertify(digest);
    return true;
  }

  /** Takes this replica's own vote. */
  void addOwn(int index, Digest digest, Bytes signature) {
    put(index, digest, signature);
    verified.set(index);
    tryCertify(digest);
  }

  /** Takes a certificate that someone else combined and the caller has verified. */
  void accept(Digest digest, QuorumCertificate verifiedCertificate) {
    if (certificate == null) {
      certificate = verifiedCertificate;
      certifiedDigest = digest;
    }
  }

  Optional<QuorumCertificate> certificateFor(Digest digest) {
    return digest.equals(certifiedDigest) ? Optional.ofNullable(certificate) : Optional.empty();
  }

  Optional<Digest> certifiedDigest() {
    return Optional.ofNullable(certifiedDigest);
  }

  /** Whether this member has sent something for this box before: it repeats itself. */
  boolean heard(int index) {
    return heard.get(index);
  }

  private boolean addVerified(int index, Digest digest, Bytes signature) {
    if (!verifies(index, digest, signature)) {
      return false;
    }
    put(index, digest, signature);
    verified.set(index);
    tryCertify(digest);
    return true;
  }

  private boolean verifies(int index, Digest digest, Bytes signature) {
    SignatureScheme scheme = membership.voteScheme();
    Bytes key = membership.member(index).keyFor(scheme);
    return certificates.verifier().verify(scheme, key, statement.apply(digest), signature);
  }

  private void put(int index, Digest digest, Bytes signature) {
    digests[index] = digest;
    signatures[index] = signature;
    received++;
  }

  private void tryCertify(Digest digest) {
    while (certificate == null) {
      BitSet voters = votersFor(digest);
      int count = certificates.countsRepeatedVotes() ? received : voters.cardinality();
      if (count < certificates.quorum(membership)) {
        return;
      }
      Optional<QuorumCertificate> combined = combine(digest, voters);
      if (combined.isPresent()) {
        certificate = combined.get();
        certifiedDigest = digest;
        certificates.trust(combined.get(), statement.apply(digest));
      } else if (votersFor(digest).equals(voters)) {
        return; // every share is good alone: the aggregator failed us, others will combine
      }
    }
  }

  private void tryCertifyAgain(Digest digest) {
    if (certificates.countsRepeatedVotes()) {
      tryCertify(digest);
    }
  }

  private BitSet votersFor(Digest digest) {
    BitSet voters = new BitSet();
    for (int i = 0; i < digests.length; i++) {
      if (digest.equals(digests[i])) {
        voters.set(i);
      }
    }
    return voters;
  }

  /** Empty when a share was bad; bad shares are gone afterwards. */
  private Optional<QuorumCertificate> combine(Digest digest, BitSet voters) {
    MemberSet signers = MemberSet.of(membership.n(), voters);
    if (membership.voteScheme() == SignatureScheme.ED25519) {
      WireWriter proof = new WireWriter(64 * membership.n());
      voters.stream().forEach(i -> proof.raw(signatures[i].toArray()));
      return Optional.of(
          new QuorumCertificate(
              SignatureScheme.ED25519, membership.epoch(), signers, Bytes.of(proof.toByteArray())));
    }
    List<Bytes> shares = new ArrayList<>();
    voters.stream().forEach(i -> shares.add(signatures[i]));
    Optional<QuorumCertificate> combined =
        aggregator
            .aggregate(shares)
            .map(
                aggregate ->
                    new QuorumCertificate(
                        SignatureScheme.BLS, membership.epoch(), signers, aggregate));
    byte[] signed = statement.apply(digest);
    if (combined.isPresent()
        && CommitCertificates.signaturesVerify(
            combined.get(), membership, signed, certificates.verifier())) {
      return combined;
    }
    dropBadShares(digest, voters);
    return Optional.empty();
  }

  private void dropBadShares(Digest digest, BitSet voters) {
    voters.stream()
        .filter(i -> !verified.get(i))
        .forEach(
            i -> {
              if (verifies(i, digest, signatures[i])) {
                verified.set(i);
              } else {
                digests[i] = null;
                signatures[i] = null;
                received--;
              }
            });
  }
}
