package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.SequenceNumber;

/** A node's durable chain and the application's state, rebuilt from the blocks when it shrinks. */
final class SimLedger {
  /** A block; {@code executed} are its items that no earlier block has. */
  record Block(
      Proposal proposal,
      Membership membership,
      Digest headerHash,
      List<Digest> executed,
      Membership nextMembership) {}

  private final Digest genesis;
  private final Membership first;
  private final Function<Digest, Optional<Function<Membership, Membership>>> changes;
  private final List<Block> blocks = new ArrayList<>();
  private final Set<Digest> executed = new HashSet<>();
  private final TreeMap<Long, CheckpointCertificate> certificates = new TreeMap<>();

  /** Digests of this server's reports, by the block by which the operators began an epoch. */
  private final Map<Digest, Digest> reports = new HashMap<>();

  SimLedger(
      Digest genesis,
      Membership first,
      Function<Digest, Optional<Function<Membership, Membership>>> changes) {
    this.genesis = genesis;
    this.first = first;
    this.changes = changes;
  }

  long height() {
    return blocks.size();
  }

  Block block(long height) {
    return blocks.get((int) height - 1);
  }

  Membership membership() {
    return blocks.isEmpty() ? first : block(height()).nextMembership();
  }

  Digest headerHash() {
    return blocks.isEmpty() ? genesis : block(height()).headerHash();
  }

  boolean hasExecuted(Digest item) {
    return executed.contains(item);
  }

  /**
   * Executes a proposal without keeping it.
   *
   * @param items the batches that it names; or the transactions in them, in runs that have any
   */
  @SuppressWarnings("ReferenceEquality") // every change begins an epoch, even one to an equal
  Block execute(Proposal proposal, List<Digest> items) {
    Membership membership = membership();
    Membership next = membership;
    List<Digest> fresh = new ArrayList<>();
    for (Digest item : items) {
      if (!executed.contains(item) && !fresh.contains(item)) {
        fresh.add(item);
        Optional<Function<Membership, Membership>> change = changes.apply(item);
        if (change.isPresent()) {
          next = change.get().apply(next);
        }
      }
    }
    if (next != membership) {
      next = new Membership(membership.epoch() + 1, next.voteScheme(), next.members());
    }
    List<byte[]> parts = new ArrayList<>();
    parts.add(headerHash().bytes());
    parts.add(proposal.digest().bytes());
    parts.add(new byte[] {(byte) membership.epoch(), (byte) next.epoch()});
    fresh.forEach(batch -> parts.add(batch.bytes()));
    Digest hash = Digest.sha256(parts.toArray(byte[][]::new));
    return new Block(proposal, membership, hash, fresh, next);
  }

  void append(Block block) {
    if (block.proposal().sequenceNumber().value() != height() + 1) {
      throw new Violation("block " + block.proposal().sequenceNumber() + " on top of " + height());
    }
    blocks.add(block);
    for (Digest item : block.executed()) {
      if (!executed.add(item)) {
        throw new Violation("exactly once: " + item + " stands on the chain again at " + height());
      }
    }
  }

  /** Of a block that is here, or of one to come. */
  void store(CheckpointCertificate certificate) {
    certificates.put(certificate.height().value(), certificate);
  }

  Optional<CheckpointCertificate> certificate(long height) {
    return Optional.ofNullable(certificates.get(height));
  }

  long highestCertified() {
    Map.Entry<Long, CheckpointCertificate> entry = certificates.floorEntry(height());
    return entry == null ? 0 : entry.getKey();
  }

  /** The block begins an epoch, and bears this server's report. */
  void reported(Digest headerHash, Digest report) {
    reports.put(headerHash, report);
  }

  void truncate(long height) {
    while (height() > height) {
      executed.removeAll(blocks.remove(blocks.size() - 1).executed());
    }
    certificates.tailMap(height + 1).clear();
  }

  ChainState state() {
    if (blocks.isEmpty()) {
      return ChainState.genesis(genesis, first);
    }
    Block last = block(height());
    long epochFirst = height() + 1;
    while (epochFirst > 1
        && block(epochFirst - 1).membership().epoch() == last.nextMembership().epoch()) {
      epochFirst--;
    }
    return new ChainState(
        new SequenceNumber(height()),
        last.headerHash(),
        last.membership(),
        last.nextMembership(),
        new SequenceNumber(epochFirst),
        certificate(highestCertified()),
        epochFirst == 1
            ? Optional.empty()
            : Optional.ofNullable(reports.get(block(epochFirst - 1).headerHash())));
  }
}
