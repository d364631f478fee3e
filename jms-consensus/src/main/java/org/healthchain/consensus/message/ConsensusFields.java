package org.healthchain.consensus.message;

import java.util.List;
import java.util.Optional;

/** The parts that several messages and log records share, field by field. */
final class ConsensusFields {
  private ConsensusFields() {}

  static View view(WireReader in) throws MalformedMessageException {
    return new View(in.u64(View.MAX_VALUE));
  }

  static SequenceNumber sequenceNumber(WireReader in) throws MalformedMessageException {
    return new SequenceNumber(in.u64(SequenceNumber.MAX_VALUE));
  }

  static Bytes signature(WireReader in) throws MalformedMessageException {
    return Bytes.of(in.bytes(SignatureScheme.BLS.maxSignatureBytes()));
  }

  static void writeProposal(WireWriter out, Proposal proposal) {
    out.u64(proposal.originatingView().value())
        .u64(proposal.sequenceNumber().value())
        .u64(proposal.timeMillis());
    out.u32(proposal.batches().size());
    proposal.batches().forEach(out::digest);
  }

  static Proposal readProposal(WireReader in) throws MalformedMessageException {
    View view = view(in);
    SequenceNumber sequenceNumber = sequenceNumber(in);
    if (sequenceNumber.value() == 0) {
      throw new MalformedMessageException("a proposal for the genesis");
    }
    long timeMillis = in.u64(Long.MAX_VALUE);
    return new Proposal(
        view, sequenceNumber, timeMillis, in.list(Proposal.MAX_BATCHES, WireReader::digest));
  }

  static void writeCertificate(WireWriter out, QuorumCertificate certificate) {
    out.u8(certificate.scheme().wireId()).u32(certificate.membershipEpoch());
    out.bytes(certificate.signers().toBytes()).bytes(certificate.proof());
  }

  static QuorumCertificate readCertificate(WireReader in) throws MalformedMessageException {
    SignatureScheme scheme = SignatureScheme.ofWireId(in.u8());
    int epoch = in.u31();
    MemberSet signers = MemberSet.ofBytes(in.bytes(Membership.MAX_MEMBERS / 8));
    return new QuorumCertificate(
        scheme, epoch, signers, Bytes.of(in.bytes(QuorumCertificate.MAX_PROOF_BYTES)));
  }

  static void writePrePrepare(WireWriter out, PrePrepare message) {
    out.u32(message.epoch()).u64(message.view().value());
    writeProposal(out, message.proposal());
    out.bytes(message.signature());
  }

  static PrePrepare readPrePrepare(WireReader in) throws MalformedMessageException {
    return new PrePrepare(in.u31(), view(in), readProposal(in), signature(in));
  }

  static void writeCheckpointVotes(WireWriter out, List<CheckpointVote> votes) {
    out.u32(votes.size());
    for (CheckpointVote vote : votes) {
      out.u32(vote.epoch()).u64(vote.height().value()).digest(vote.headerHash());
      out.bytes(vote.signature());
    }
  }

  static List<CheckpointVote> readCheckpointVotes(WireReader in) throws MalformedMessageException {
    return in.list(
        CheckpointVotes.MAX_VOTES,
        e -> new CheckpointVote(e.u31(), sequenceNumber(e), e.digest(), signature(e)));
  }

  static void writeCheckpointCertificate(WireWriter out, CheckpointCertificate proof) {
    out.u64(proof.height().value()).digest(proof.headerHash());
    writeCertificate(out, proof.certificate());
  }

  static CheckpointCertificate readCheckpointCertificate(WireReader in)
      throws MalformedMessageException {
    return new CheckpointCertificate(sequenceNumber(in), in.digest(), readCertificate(in));
  }

  static void writeCheckpointCertificates(WireWriter out, List<CheckpointCertificate> list) {
    out.u32(list.size());
    list.forEach(proof -> writeCheckpointCertificate(out, proof));
  }

  static List<CheckpointCertificate> readCheckpointCertificates(WireReader in)
      throws MalformedMessageException {
    return in.list(CheckpointProofs.MAX_CERTIFICATES, ConsensusFields::readCheckpointCertificate);
  }

  static void writeOptional(WireWriter out, Optional<CheckpointCertificate> proof) {
    out.bool(proof.isPresent());
    proof.ifPresent(present -> writeCheckpointCertificate(out, present));
  }

  static Optional<CheckpointCertificate> readOptional(WireReader in)
      throws MalformedMessageException {
    return in.bool() ? Optional.of(readCheckpointCertificate(in)) : Optional.empty();
  }

  static void writePreparedProof(WireWriter out, PreparedProof proof) {
    out.u64(proof.view().value()).u64(proof.sequenceNumber().value()).digest(proof.digest());
    writeCertificate(out, proof.prepares());
  }

  static PreparedProof readPreparedProof(WireReader in) throws MalformedMessageException {
    return new PreparedProof(view(in), sequenceNumber(in), in.digest(), readCertificate(in));
  }

  static void writeCommittedProof(WireWriter out, CommittedProof proof) {
    out.u64(proof.view().value());
    writeProposal(out, proof.proposal());
    writeCertificate(out, proof.commits());
  }

  static CommittedProof readCommittedProof(WireReader in) throws MalformedMessageException {
    return new CommittedProof(view(in), readProposal(in), readCertificate(in));
  }

  static void writeViewChangeBody(WireWriter out, ViewChange message) {
    out.u32(message.epoch()).u64(message.newView().value());
    writeOptional(out, message.stable());
    out.u32(message.prepared().size());
    message.prepared().forEach(proof -> writePreparedProof(out, proof));
  }

  static void writeViewChange(WireWriter out, ViewChange message) {
    writeViewChangeBody(out, message);
    out.u32(message.proposals().size());
    message.proposals().forEach(proposal -> writeProposal(out, proposal));
    out.bytes(message.signature());
  }

  static ViewChange readViewChange(WireReader in) throws MalformedMessageException {
    return new ViewChange(
        in.u31(),
        view(in),
        readOptional(in),
        in.list(ViewChange.MAX_PREPARED, ConsensusFields::readPreparedProof),
        in.list(ViewChange.MAX_PREPARED, ConsensusFields::readProposal),
        signature(in));
  }

  static void writeNewViewBody(WireWriter out, NewView message) {
    out.u32(message.epoch()).u64(message.view().value());
    out.u32(message.viewChanges().size());
    for (NewView.Signed signed : message.viewChanges()) {
      out.u16(signed.sender().value());
      writeViewChange(out, signed.viewChange().withoutProposals());
    }
    out.u32(message.prePrepares().size());
    message.prePrepares().forEach(prePrepare -> writePrePrepare(out, prePrepare));
  }

  static void writeNewView(WireWriter out, NewView message) {
    writeNewViewBody(out, message);
    out.bytes(message.signature());
  }

  static NewView readNewView(WireReader in) throws MalformedMessageException {
    return new NewView(
        in.u31(),
        view(in),
        in.list(
            Membership.MAX_MEMBERS,
            e -> new NewView.Signed(new ReplicaId(e.u16()), readViewChange(e))),
        in.list(ViewChange.MAX_PREPARED, ConsensusFields::readPrePrepare),
        signature(in));
  }
}
