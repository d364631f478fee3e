package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.CheckpointVotes;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/** What must hold at every step of the correct replicas, whatever goes wrong around them. */
final class Invariants {
  private record Vote(int node, VotePhase phase, int epoch, View view, SequenceNumber number) {}

  private record Committed(View view, Digest digest) {}

  private record Place(int epoch, long number) {}

  private final Statements statements;
  private final Set<Digest> submitted = new HashSet<>();
  private final TreeMap<Integer, Membership> memberships = new TreeMap<>();
  private final TreeMap<Long, Digest> chain = new TreeMap<>();
  private final Map<Vote, Digest> votes = new HashMap<>();
  private final Map<Integer, Set<Vote>> durable = new HashMap<>();
  private final Map<Integer, Map<Integer, TreeMap<Long, Committed>>> commits = new HashMap<>();

  /** What some correct node has decided, and in the lowest view in which one did. */
  private final Map<Place, Committed> decisions = new HashMap<>();

  /** The highest view that a node has left for, in an epoch and a life. */
  private final Map<Integer, Map<Integer, View>> promises = new HashMap<>();

  /** At and below these a node never votes again, and its disk says so. */
  private final Map<Integer, Long> lowWatermarks = new HashMap<>();

  private final Map<Integer, Long> certified = new HashMap<>();
  private final Set<QuorumCertificate> checked = new HashSet<>();

  /** The last epoch that its operator ended at a node. */
  private final Map<Integer, Integer> ended = new HashMap<>();

  private final int maxRetained;
  private final boolean seesDisks;

  /**
   * @param seesDisks whether {@link #persisted} is told, so that a vote before its record shows
   */
  Invariants(Digest chainId, Membership first, PbftConfig config, boolean seesDisks) {
    this.seesDisks = seesDisks;
    statements = new Statements(chainId);
    memberships.put(first.epoch(), first);
    maxRetained = 16 * config.windowBlocks() + 64 * (first.n() + 2);
  }

  void submitted(Digest batch) {
    submitted.add(batch);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }

  // ---- the ledger

  /** Agreement, validity, equal state roots (the header hash covers the state). */
  void appended(int node, SimLedger.Block block) {
    appended(
        node,
        block.proposal().sequenceNumber().value(),
        block.headerHash(),
        block.executed(),
        block.nextMembership());
  }

  void appended(
      int node, long height, Digest headerHash, Collection<Digest> items, Membership next) {
    Digest known = chain.putIfAbsent(height, headerHash);
    require(
        known == null || known.equals(headerHash),
        "agreement: node " + node + " has another block at " + height);
    for (Digest item : items) {
      require(submitted.contains(item), "validity: node " + node + " executed a batch of nobody");
    }
    memberships.putIfAbsent(next.epoch(), next);
  }

  /** The operator ended an epoch at this node. */
  void ended(int node, int epoch) {
    ended.put(node, epoch);
  }

  /** What stood above and is on no ledger any more may never have been. */
  void recovered(long base) {
    chain.tailMap(base, false).clear();
  }

  /** Exactly once: the next block is asked for, and no other. */
  void executing(int node, long ledgerHeight, long height) {
    require(
        height == ledgerHeight + 1,
        "exactly once: node " + node + " executes " + height + " on top of " + ledgerHeight);
  }

  // ---- votes

  /** A record is on the node's disk. */
  void persisted(int node, LogRecord entry) {
    Set<Vote> votesOfNode = durable.computeIfAbsent(node, id -> new HashSet<>());
    if (entry instanceof LogRecord.PrePrepared r) {
      PrePrepare m = r.prePrepare();
      votesOfNode.add(new Vote(node, VotePhase.PREPARE, m.epoch(), m.view(), m.sequenceNumber()));
    } else if (entry instanceof LogRecord.NewViewEntered r) {
      for (PrePrepare m : r.newView().prePrepares()) {
        votesOfNode.add(new Vote(node, VotePhase.PREPARE, m.epoch(), m.view(), m.sequenceNumber()));
      }
    } else if (entry instanceof LogRecord.Committed r) {
      decided(node, r.proof());
    } else if (entry instanceof LogRecord.LowWatermark r) {
      lowWatermarks.merge(node, r.height().value(), Math::max);
    } else if (entry instanceof LogRecord.Prepared r) {
      PreparedProof p = r.proof();
      votesOfNode.add(new Vote(node, VotePhase.COMMIT, r.epoch(), p.view(), p.sequenceNumber()));
    }
  }

  /** No two decisions for one number. */
  private void decided(int node, CommittedProof proof) {
    Place place = new Place(proof.epoch(), proof.sequenceNumber().value());
    Committed decision = new Committed(proof.view(), proof.proposal().digest());
    Committed known =
        decisions.merge(place, decision, (a, b) -> a.view().compareTo(b.view()) <= 0 ? a : b);
    require(
        known.digest().equals(decision.digest()),
        "agreement: node " + node + " decides another proposal at " + place);
  }

  /** A correct node sends a message. */
  void sent(int node, ConsensusMessage message) {
    require(
        epochOfVote(message) > ended.getOrDefault(node, -1),
        "promise: node " + node + " votes in an epoch that its operator ended, " + message);
    if (message instanceof PrePrepare m) {
      vote(node, VotePhase.PREPARE, m.epoch(), m.view(), m.sequenceNumber(), digest(m));
    } else if (message instanceof Prepare m) {
      vote(node, VotePhase.PREPARE, m.epoch(), m.view(), m.sequenceNumber(), m.digest());
    } else if (message instanceof Commit m) {
      vote(node, VotePhase.COMMIT, m.epoch(), m.view(), m.sequenceNumber(), m.digest());
      commits
          .computeIfAbsent(node, id -> new HashMap<>())
          .computeIfAbsent(m.epoch(), epoch -> new TreeMap<>())
          .merge(
              m.sequenceNumber().value(),
              new Committed(m.view(), m.digest()),
              (a, b) -> a.view().compareTo(b.view()) >= 0 ? a : b);
    } else if (message instanceof ViewChange m) {
      promises
          .computeIfAbsent(node, id -> new HashMap<>())
          .merge(m.epoch(), m.newView(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      preparedSurvives(node, m);
    } else if (message instanceof NewView m) {
      for (PrePrepare p : m.prePrepares()) {
        vote(node, VotePhase.PREPARE, p.epoch(), p.view(), p.sequenceNumber(), digest(p));
      }
    } else if (message instanceof CollectedVotes m) {
      certificate(
          node,
          m.certificate(),
          statements.vote(
              m.phase(),
              m.certificate().membershipEpoch(),
              m.view(),
              m.sequenceNumber(),
              m.digest()));
    } else if (message instanceof CommittedProof m) {
      certificate(
          node,
          m.commits(),
          statements.vote(
              VotePhase.COMMIT, m.epoch(), m.view(), m.sequenceNumber(), m.proposal().digest()));
    }
  }

  /** The lowest, if it bears votes of its sender, which may hand on those of others. */
  private static int epochOfVote(ConsensusMessage message) {
    if (message instanceof PrePrepare m) {
      return m.epoch();
    } else if (message instanceof Prepare m) {
      return m.epoch();
    } else if (message instanceof Commit m) {
      return m.epoch();
    } else if (message instanceof ViewChange m) {
      return m.epoch();
    } else if (message instanceof CheckpointVotes m) {
      return m.votes().stream().mapToInt(CheckpointVote::epoch).min().orElse(Integer.MAX_VALUE);
    }
    return Integer.MAX_VALUE;
  }

  private static Digest digest(PrePrepare message) {
    return message.proposal().digest();
  }

  /**
   * No double vote across restarts, no vote before it is durable, none in a view that the node has
   * left, and none against what a correct node has decided in an earlier view. Within the view of
   * the decision a lying primary still gets prepares for its other proposal, never commits.
   */
  private void vote(
      int node, VotePhase phase, int epoch, View view, SequenceNumber number, Digest digest) {
    Vote vote = new Vote(node, phase, epoch, view, number);
    require(
        !seesDisks
            || durable.getOrDefault(node, Set.of()).contains(vote)
            || number.value() <= lowWatermarks.getOrDefault(node, 0L),
        "durability: node " + node + " sends " + vote + " before it is on disk");
    Digest before = votes.putIfAbsent(vote, digest);
    require(before == null || before.equals(digest), "double vote: node " + node + " in " + vote);
    View promised = promises.getOrDefault(node, Map.of()).getOrDefault(epoch, View.ZERO);
    require(
        view.compareTo(promised) >= 0,
        "promise: node " + node + " left for " + promised + ", sends " + vote);
    Committed decision = decisions.get(new Place(epoch, number.value()));
    int afterDecision = decision == null ? -1 : view.compareTo(decision.view());
    boolean bound = afterDecision > 0 || afterDecision == 0 && phase == VotePhase.COMMIT;
    require(
        !bound || decision.digest().equals(digest),
        "decision: node " + node + " votes against what is decided, " + vote);
  }

  /** What a node committed to it must carry into every later view. */
  private void preparedSurvives(int node, ViewChange message) {
    long stable = message.stable().map(c -> c.height().value()).orElse(0L);
    Map<Long, Committed> ofNode =
        commits.getOrDefault(node, Map.of()).getOrDefault(message.epoch(), new TreeMap<>());
    Map<Long, PreparedProof> carried = new HashMap<>();
    message.prepared().forEach(p -> carried.put(p.sequenceNumber().value(), p));
    ofNode.forEach(
        (number, committed) -> {
          if (number > stable) {
            PreparedProof proof = carried.get(number);
            require(
                proof != null && proof.view().compareTo(committed.view()) >= 0,
                "prepared certificate of " + number + " lost by node " + node);
          }
        });
    for (PreparedProof p : message.prepared()) {
      certificate(
          node,
          p.prepares(),
          statements.vote(
              VotePhase.PREPARE, message.epoch(), p.view(), p.sequenceNumber(), p.digest()));
    }
  }

  /** A node's disk was lost: what was durable is no more; what it voted stays known to us. */
  void forgot(int node) {
    durable.remove(node);
    lowWatermarks.remove(node);
    commits.remove(node);
    promises.remove(node);
  }

  /** At the end: what stands on a ledger is what a quorum vouches for. */
  void certifiedAsExecuted(int node, SimLedger ledger) {
    for (long height = 1; height <= ledger.height(); height++) {
      Digest executed = ledger.block(height).headerHash();
      require(
          ledger.certificate(height).map(c -> c.headerHash().equals(executed)).orElse(true),
          "certified: node " + node + " has executed another block at " + height);
    }
    require(
        ledger.highestCertified() == ledger.height(),
        "certified: node " + node + " is at " + ledger.height() + ", nobody vouches for it");
  }

  // ---- certificates

  /** A node takes a block for certified. */
  void certified(int node, CheckpointCertificate proof) {
    certificate(
        node,
        proof.certificate(),
        statements.checkpoint(proof.epoch(), proof.height(), proof.headerHash()));
    Digest known = chain.get(proof.height().value());
    require(
        known == null || known.equals(proof.headerHash()),
        "agreement: node " + node + " certifies another block at " + proof.height());
  }

  /** Checkpoint monotony. */
  void watermark(int node, long height) {
    long before = certified.getOrDefault(node, 0L);
    require(height >= before, "node " + node + " goes back from " + before + " to " + height);
    certified.put(node, height);
  }

  void restarted(int node) {
    certified.remove(node);
  }

  void retained(int node, int entries) {
    require(entries <= maxRetained, "memory: node " + node + " keeps " + entries);
  }

  /** q distinct members of the epoch signed: counted here in a way of its own. */
  private void certificate(int node, QuorumCertificate certificate, byte[] statement) {
    if (!checked.add(certificate)) {
      return;
    }
    Membership membership = memberships.get(certificate.membershipEpoch());
    require(membership != null, "certificate of an unknown epoch at node " + node);
    int n = membership.n();
    int quorum = (n + (n - 1) / 3 + 1 + 1) / 2;
    List<Integer> signers = new ArrayList<>();
    for (int i = 0; i < 8 * certificate.signers().toBytes().length; i++) {
      if (certificate.signers().contains(i)) {
        signers.add(i);
      }
    }
    require(
        signers.size() >= quorum && signers.get(signers.size() - 1) < n,
        "certificate with " + signers.size() + " voters of " + n + " at node " + node);
    byte[] expected = new byte[0];
    if (certificate.scheme() == SignatureScheme.BLS) {
      List<Bytes> shares = new ArrayList<>();
      signers.forEach(
          i ->
              shares.add(
                  FakeCrypto.sign(SignatureScheme.BLS, membership.member(i).voteKey(), statement)));
      expected = Optional.of(FakeCrypto.aggregate(shares)).get().orElseThrow().toArray();
    } else {
      for (int i : signers) {
        byte[] one =
            FakeCrypto.sign(SignatureScheme.ED25519, membership.member(i).identityKey(), statement)
                .toArray();
        byte[] longer = java.util.Arrays.copyOf(expected, expected.length + one.length);
        System.arraycopy(one, 0, longer, expected.length, one.length);
        expected = longer;
      }
    }
    require(
        Bytes.of(expected).equals(certificate.proof()),
        "certificate with a wrong signature at node " + node);
  }
}
