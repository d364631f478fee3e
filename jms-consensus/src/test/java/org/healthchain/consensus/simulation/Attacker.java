package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** Bends what a Byzantine replica's core says. It signs with its own keys and with no other's. */
final class Attacker {
  private static final int MAX_DOUBLE_VOTES = 2_000;

  private final World world;
  private final Set<Attack> attacks;
  private final Set<String> voted = new HashSet<>();

  Attacker(World world, Set<Attack> attacks) {
    this.world = world;
    this.attacks = attacks;
  }

  boolean does(Attack attack) {
    return attacks.contains(attack);
  }

  boolean censors(Digest batch) {
    return does(Attack.CENSOR) && (batch.hashCode() & 3) == 0;
  }

  // ---- what it hears

  void hear(SimNode node, ConsensusMessage message) {
    if (!does(Attack.DOUBLE_VOTE)) {
      return;
    }
    if (message instanceof PrePrepare m) {
      voteFor(node, m.view(), m.sequenceNumber(), m.proposal().digest(), m.epoch());
    } else if (message instanceof Prepare m) {
      voteFor(node, m.view(), m.sequenceNumber(), m.digest(), m.epoch());
    } else if (message instanceof Commit m) {
      voteFor(node, m.view(), m.sequenceNumber(), m.digest(), m.epoch());
    }
  }

  private void voteFor(SimNode node, View view, SequenceNumber number, Digest digest, int epoch) {
    String key = epoch + "/" + view + number + digest;
    if (voted.size() > MAX_DOUBLE_VOTES || !voted.add(key) || !isMember(node, epoch)) {
      return;
    }
    Bytes prepare = vote(node, VotePhase.PREPARE, view, number, digest);
    Bytes commit = vote(node, VotePhase.COMMIT, view, number, digest);
    node.transmit(Optional.empty(), new Prepare(epoch, view, number, digest, prepare));
    node.transmit(Optional.empty(), new Commit(epoch, view, number, digest, commit, List.of()));
  }

  private static boolean isMember(SimNode node, int epoch) {
    Membership membership = node.ledger.membership();
    return membership.epoch() == epoch && membership.contains(new ReplicaId(node.id));
  }

  private Bytes vote(
      SimNode node, VotePhase phase, View view, SequenceNumber number, Digest digest) {
    Membership membership = node.ledger.membership();
    return sign(
        node,
        membership.voteScheme(),
        world.statements.vote(phase, membership.epoch(), view, number, digest));
  }

  /** By the identity key. */
  static Bytes sign(SimNode node, byte[] statement) {
    return sign(node, SignatureScheme.ED25519, statement);
  }

  private static Bytes sign(SimNode node, SignatureScheme scheme, byte[] statement) {
    Membership membership = node.ledger.membership();
    Member self = membership.member(membership.indexOf(new ReplicaId(node.id)).getAsInt());
    return FakeCrypto.sign(scheme, self.keyFor(scheme), statement);
  }

  // ---- what it says

  void send(SimNode node, List<Send> sends) {
    if (does(Attack.SILENT)) {
      return;
    }
    for (Send send : sends) {
      Optional<Integer> to = send.to().map(ReplicaId::value);
      int repetitions = does(Attack.REPEAT_VOTES) && isVote(send.message()) ? 3 : 1;
      for (int i = 0; i < repetitions; i++) {
        say(node, to, send.message());
      }
    }
  }

  private static boolean isVote(ConsensusMessage message) {
    return message instanceof Prepare || message instanceof Commit;
  }

  private void say(SimNode node, Optional<Integer> to, ConsensusMessage message) {
    boolean member = node.ledger.membership().contains(new ReplicaId(node.id));
    if (!member) {
      node.transmit(to, message);
    } else if (message instanceof PrePrepare m && isMember(node, m.epoch())) {
      sayPrePrepare(node, m);
    } else if (message instanceof NewView m && does(Attack.FORGED_NEW_VIEW)) {
      sayNewView(node, to, m);
    } else if (message instanceof CollectedVotes && does(Attack.LYING_COLLECTOR)) {
      toHalf(node, message, world.random.nextInt(2));
    } else {
      node.transmit(to, bent(node, message));
    }
  }

  private void sayPrePrepare(SimNode node, PrePrepare message) {
    Proposal proposal = message.proposal();
    boolean invents = does(Attack.WITHHOLD_BATCH) || does(Attack.MAKE_UP_BATCH);
    if (invents && world.random.nextInt(3) == 0) {
      List<Digest> batches = new ArrayList<>(proposal.batches());
      batches.add(
          node.relay
              .flatMap(SimRelay::liar)
              .flatMap(LyingRelay::makeUp)
              .orElseGet(() -> Digest.sha256(message.signature().toArray())));
      proposal = altered(proposal, proposal.timeMillis(), batches);
      node.transmit(Optional.empty(), prePrepare(node, message, proposal));
    } else if (does(Attack.EQUIVOCATE)) {
      Proposal other = altered(proposal, proposal.timeMillis() + 1, proposal.batches());
      toHalf(node, message, 0);
      toHalf(node, prePrepare(node, message, other), 1);
      voteFor(node, message.view(), message.sequenceNumber(), proposal.digest(), message.epoch());
      voteFor(node, message.view(), message.sequenceNumber(), other.digest(), message.epoch());
    } else {
      node.transmit(Optional.empty(), message);
    }
  }

  private static Proposal altered(Proposal proposal, long timeMillis, List<Digest> batches) {
    return new Proposal(proposal.originatingView(), proposal.sequenceNumber(), timeMillis, batches);
  }

  private PrePrepare prePrepare(SimNode node, PrePrepare like, Proposal proposal) {
    Bytes vote =
        vote(node, VotePhase.PREPARE, like.view(), like.sequenceNumber(), proposal.digest());
    return new PrePrepare(like.epoch(), like.view(), proposal, vote);
  }

  private void toHalf(SimNode node, ConsensusMessage message, int half) {
    for (int other : world.ids()) {
      if ((other & 1) == half) {
        node.transmit(Optional.of(other), message);
      }
    }
  }

  /** A new view in which nothing was ever prepared, for some or all. */
  private void sayNewView(SimNode node, Optional<Integer> to, NewView message) {
    if (!isMember(node, message.epoch())) {
      return;
    }
    List<PrePrepare> nulls = new ArrayList<>();
    for (PrePrepare prePrepare : message.prePrepares()) {
      Proposal empty = Proposal.nullRequest(message.view(), prePrepare.sequenceNumber());
      nulls.add(prePrepare(node, prePrepare, empty));
    }
    NewView unsigned =
        new NewView(message.epoch(), message.view(), message.viewChanges(), nulls, Bytes.EMPTY);
    Bytes signature = sign(node, SignatureScheme.ED25519, world.statements.newView(unsigned));
    NewView forged =
        new NewView(message.epoch(), message.view(), message.viewChanges(), nulls, signature);
    if (to.isPresent() || world.random.nextBoolean()) {
      node.transmit(to, forged);
    } else {
      toHalf(node, forged, 0);
      toHalf(node, message, 1);
    }
  }

  private ConsensusMessage bent(SimNode node, ConsensusMessage message) {
    if (message instanceof ViewChange m && isMember(node, m.epoch())) {
      return bentViewChange(node, m);
    }
    if (message instanceof Status m) {
      return bentStatus(m);
    }
    if (message instanceof CommittedProof m && does(Attack.FORGED_CERTIFICATE)) {
      QuorumCertificate one = forged(m.commits(), 1);
      return new CommittedProof(m.view(), m.proposal(), one);
    }
    if (does(Attack.BAD_SHARE) && world.random.nextBoolean()) {
      if (message instanceof Prepare m) {
        return new Prepare(
            m.epoch(), m.view(), m.sequenceNumber(), m.digest(), spoilt(m.signature()));
      }
      if (message instanceof Commit m) {
        return new Commit(
            m.epoch(),
            m.view(),
            m.sequenceNumber(),
            m.digest(),
            spoilt(m.signature()),
            m.checkpoints());
      }
    }
    return message;
  }

  private static Bytes spoilt(Bytes signature) {
    byte[] bytes = signature.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.of(bytes);
  }

  /** A certificate with this many voters in its bitmap, and the old proof. */
  private static QuorumCertificate forged(QuorumCertificate like, int voters) {
    BitSet bits = new BitSet();
    bits.set(0, voters);
    MemberSet signers = MemberSet.of(Math.max(voters, 8), bits);
    return new QuorumCertificate(like.scheme(), like.membershipEpoch(), signers, like.proof());
  }

  private ViewChange bentViewChange(SimNode node, ViewChange m) {
    ViewChange bent = m;
    if (does(Attack.OMIT_PREPARED)) {
      bent = new ViewChange(m.epoch(), m.newView(), m.stable(), List.of(), List.of(), Bytes.EMPTY);
    }
    if (does(Attack.FAR_VIEWS) && world.random.nextInt(3) == 0) {
      View far = new View(world.random.nextLong(View.MAX_VALUE));
      bent =
          new ViewChange(
              m.epoch(), far, bent.stable(), bent.prepared(), bent.proposals(), Bytes.EMPTY);
    }
    Bytes signature = sign(node, SignatureScheme.ED25519, world.statements.viewChange(bent));
    return new ViewChange(
        bent.epoch(), bent.newView(), bent.stable(), bent.prepared(), bent.proposals(), signature);
  }

  private Status bentStatus(Status m) {
    Optional<CheckpointCertificate> certified = m.certified();
    if (does(Attack.FORGED_CERTIFICATE) && certified.isPresent()) {
      CheckpointCertificate real = certified.get();
      SequenceNumber height = new SequenceNumber(real.height().value() + 3);
      certified =
          Optional.of(
              new CheckpointCertificate(height, real.headerHash(), forged(real.certificate(), 4)));
    }
    if (does(Attack.FAR_VIEWS)) {
      return new Status(
          m.epoch(),
          new View(world.random.nextLong(View.MAX_VALUE)),
          world.random.nextBoolean(),
          true,
          new SequenceNumber(world.random.nextLong(SequenceNumber.MAX_VALUE)),
          certified,
          m.lastExecuted().value() + world.random.nextInt(300));
    }
    return new Status(
        m.epoch(),
        m.view(),
        m.active(),
        m.complaining(),
        m.lastExecuted(),
        certified,
        m.votesAbove());
  }
}
