package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * What a simulated server does with what its core has decided: executes it after a random while, or
 * takes the blocks from others, and tells the core. Its ledger outlives the server's lives.
 */
final class SimApplication {
  private final World world;
  private final SimNode node;
  private final SimLedger ledger;

  /** The latest that the core wants, as long as a transfer is under way; empty between. */
  private Optional<Command.FetchState> wanted = Optional.empty();

  SimApplication(World world, SimNode node) {
    this.world = world;
    this.node = node;
    ledger = node.ledger;
  }

  /** The server starts anew: what it was about to fetch is forgotten. */
  void start() {
    wanted = Optional.empty();
  }

  void store(CheckpointCertificate certificate) {
    if (node.correct()) {
      world.invariants.certified(node.id, certificate);
    }
    ledger.store(certificate);
  }

  // ---- execution

  /**
   * @param items what the proposal's batches hold, in its order
   */
  void execute(Proposal proposal, List<Digest> items) {
    long micros = 100L + world.random.nextInt(5_000);
    node.later(micros, () -> commit(proposal, items));
  }

  private void commit(Proposal proposal, List<Digest> items) {
    long height = proposal.sequenceNumber().value();
    if (!node.correct() && height != ledger.height() + 1) {
      return;
    }
    SimLedger.Block block = ledger.execute(proposal, items);
    if (proposal.batches().isEmpty()) {
      world.count("null request executed");
    }
    append(block);
    world.trace(node.id, "executed " + height + " " + block.headerHash());
    if (!node.diesAfterCommit()) {
      executed(block);
    }
  }

  /** Instead of executing: takes the block from a peer. False when nobody has it now. */
  boolean fetchExecuted(SequenceNumber height) {
    Command.FetchState one = new Command.FetchState(height, height, Optional.empty(), List.of());
    Optional<List<SimLedger.Block>> blocks = world.fetchBlocks(node, one);
    if (blocks.isEmpty() || blocks.get().isEmpty()) {
      return false;
    }
    world.count("block fetched for want of a batch");
    append(blocks.get().get(0));
    executed(blocks.get().get(0));
    return true;
  }

  private void executed(SimLedger.Block block) {
    node.relay.ifPresent(r -> r.appended(block.proposal().batches(), block.executed()));
    boolean changed = block.nextMembership().epoch() != block.membership().epoch();
    node.input(
        new Input.Executed(
            block.proposal().sequenceNumber(),
            block.headerHash(),
            changed ? Optional.of(block.nextMembership()) : Optional.empty()));
  }

  private void append(SimLedger.Block block) {
    long below = ledger.height();
    boolean entersEpoch =
        below > 0
            && ledger.block(below).membership().epoch()
                != ledger.block(below).nextMembership().epoch();
    if (entersEpoch && node.correct() && ledger.certificate(below).isEmpty()) {
      throw new Violation(
          "handover: node "
              + node.id
              + " goes beyond "
              + below
              + ", which nobody of its epoch certified");
    }
    ledger.append(block);
    if (node.correct()) {
      world.invariants.appended(node.id, block);
    }
  }

  // ---- state transfer

  void fetch(Command.FetchState state) {
    boolean idle = wanted.isEmpty();
    wanted = Optional.of(state);
    if (idle) {
      node.later(world.random.nextInt(1, 50) * 1_000L, this::transfer);
    }
  }

  private void transfer() {
    Optional<List<SimLedger.Block>> blocks = world.fetchBlocks(node, wanted.orElseThrow());
    if (blocks.isEmpty() || blocks.get().isEmpty()) {
      node.later(100_000, this::transfer);
      return;
    }
    List<Digest> ordered = new ArrayList<>();
    for (SimLedger.Block block : blocks.get()) {
      append(block);
      if (node.relay.isPresent()) {
        node.relay.get().appended(List.of(), block.executed());
      } else {
        ordered.addAll(block.proposal().batches());
      }
    }
    node.relay.ifPresent(r -> ordered.addAll(r.settle()));
    wanted = Optional.empty();
    world.count("state fetched");
    world.trace(node.id, "fetched up to " + ledger.height());
    node.input(new Input.StateInstalled(ledger.state(), ordered));
  }
}
