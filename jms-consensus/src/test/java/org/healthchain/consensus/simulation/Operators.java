package org.healthchain.consensus.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;

/**
 * All servers are cut at once, more than f have lost their votes, and after a while the operators
 * recover the consortium (PROTOCOL.md §6). What they do by commands is done at one instant here.
 */
final class Operators {
  private final World world;
  private final Fault.Halt halt;

  Operators(World world, Fault.Halt halt) {
    this.world = world;
    this.halt = halt;
  }

  void cut() {
    world.count("more than f lose their votes");
    for (SimNode node : world.nodes()) {
      Fault.Loss loss =
          !halt.losers().contains(node.id)
              ? Fault.Loss.NOTHING
              : halt.disks() ? Fault.Loss.DISK : Fault.Loss.VOTE_LOG;
      node.cut(crash(node, loss));
    }
    world.queue.after(halt.recoverAfterMillis() * 1_000, this::report);
  }

  private Fault.Crash crash(SimNode node, Fault.Loss loss) {
    long downMillis = 20 + world.random.nextInt(200);
    return new Fault.Crash(
        halt.atMillis(), node.id, Fault.CrashPoint.BEFORE_SEND, downMillis, loss);
  }

  /** The servers are stopped for it; until the recovery is sealed they may run again. */
  private void report() {
    long base = world.nodes().stream().mapToLong(node -> node.ledger.height()).max().orElse(0);
    Membership membership = holder(base).ledger.membership();
    List<SimNode> reporters = reporters(membership);
    stopAll();
    for (SimNode node : reporters) {
      int epoch = membership.epoch();
      node.endEpoch(new LogRecord.EpochEnded(epoch, 1, report(node), Optional.empty()));
      world.invariants.ended(node.id, epoch);
    }
    long afterMillis = world.random.nextInt(1_500);
    world.queue.after(afterMillis * 1_000, () -> seal(base, membership, reporters));
  }

  private void stopAll() {
    for (SimNode node : world.nodes()) {
      node.crash(crash(node, Fault.Loss.NOTHING));
    }
  }

  private SimNode holder(long height) {
    return world.nodes().stream()
        .filter(node -> node.ledger.height() == height)
        .findFirst()
        .orElseThrow();
  }

  private void seal(long base, Membership membership, List<SimNode> reporters) {
    stopAll();
    for (SimNode node : world.nodes()) {
      if (node.ledger.height() > base) {
        if (reporters.contains(node)) {
          throw new Violation("recovery: node " + node.id + " went on in the epoch that ended");
        }
        node.cut(crash(node, Fault.Loss.DISK)); // its operator begins with an empty ledger
      }
    }
    SimNode holder = holder(base);
    world.invariants.recovered(base);
    SimLedger.Block block = block(holder.ledger, base);
    CheckpointCertificate certificate = certificate(block, membership, reporters);
    long certified =
        reporters.stream().mapToLong(node -> node.ledger.highestCertified()).max().orElse(0);
    for (SimNode node : world.nodes()) {
      if (reporters.contains(node)) {
        node.ledger.reported(block.headerHash(), report(node));
      }
      if (node.ledger.height() >= certified) {
        apply(node, holder, block, certificate);
      }
    }
    world.count("recovered");
    world.trace(-1, "recovers upon " + base);
  }

  /** All that have their log, and of the others as many as make a quorum, or more. */
  private List<SimNode> reporters(Membership membership) {
    List<SimNode> reporters = new ArrayList<>();
    List<SimNode> wiped = new ArrayList<>();
    for (SimNode node : world.nodes()) {
      if (node.id < membership.n()) {
        (halt.losers().contains(node.id) ? wiped : reporters).add(node);
      }
    }
    Collections.shuffle(wiped, new Random(world.random.nextLong()));
    int least = Math.max(0, membership.quorum() - reporters.size());
    reporters.addAll(wiped.subList(0, least + world.random.nextInt(wiped.size() - least + 1)));
    return List.copyOf(reporters);
  }

  private static Digest report(SimNode node) {
    return Digest.sha256(ByteBuffer.allocate(8).putInt(77).putInt(node.id).array());
  }

  private SimLedger.Block block(SimLedger ledger, long base) {
    Digest recovery = Digest.sha256(ByteBuffer.allocate(8).putLong(-base - 1).array());
    world.submitByHand(recovery, Operators::withoutChange);
    Proposal proposal =
        new Proposal(View.ZERO, new SequenceNumber(base + 1), world.millis(), List.of(recovery));
    return ledger.execute(proposal, proposal.batches());
  }

  private static Membership withoutChange(Membership members) {
    return new Membership(members.epoch(), members.voteScheme(), members.members());
  }

  private CheckpointCertificate certificate(
      SimLedger.Block block, Membership membership, List<SimNode> voters) {
    SequenceNumber height = block.proposal().sequenceNumber();
    byte[] statement = world.statements.checkpoint(membership.epoch(), height, block.headerHash());
    BitSet signers = new BitSet();
    voters.forEach(node -> signers.set(node.id));
    List<Bytes> signatures = new ArrayList<>();
    signers.stream()
        .forEach(
            index -> {
              Member member = membership.member(index);
              boolean bls = membership.voteScheme() == SignatureScheme.BLS;
              Bytes key = bls ? member.voteKey() : member.identityKey();
              signatures.add(FakeCrypto.sign(membership.voteScheme(), key, statement));
            });
    Bytes proof =
        membership.voteScheme() == SignatureScheme.BLS
            ? FakeCrypto.aggregate(signatures).orElseThrow()
            : joined(signatures);
    return new CheckpointCertificate(
        height,
        block.headerHash(),
        new QuorumCertificate(
            membership.voteScheme(),
            membership.epoch(),
            MemberSet.of(membership.n(), signers),
            proof));
  }

  private static Bytes joined(List<Bytes> signatures) {
    ByteBuffer all = ByteBuffer.allocate(signatures.stream().mapToInt(Bytes::length).sum());
    signatures.forEach(one -> all.put(one.toArray()));
    return Bytes.of(all.array());
  }

  /** The sealed file has the blocks that no certificate covers, and the recovery's. */
  private void apply(
      SimNode node, SimNode holder, SimLedger.Block block, CheckpointCertificate certificate) {
    while (node.ledger.height() < block.proposal().sequenceNumber().value() - 1) {
      append(node, holder.ledger.block(node.ledger.height() + 1));
    }
    append(node, block);
    node.ledger.store(certificate);
    world.invariants.certified(node.id, certificate);
  }

  private void append(SimNode node, SimLedger.Block block) {
    node.ledger.append(block);
    world.invariants.appended(node.id, block);
  }
}
