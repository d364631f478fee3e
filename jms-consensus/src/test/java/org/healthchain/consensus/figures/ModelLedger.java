package org.healthchain.consensus.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * One replica's ledger: as much of the chain as it has executed. Executing costs the hashes of the
 * transactions and their tree; a database is not in the model.
 */
final class ModelLedger {
  private static final int HASHES_PER_TRANSACTION = 3;

  /** Until peers are asked for the block instead of its batches. */
  private static final long MISSING_BATCH_MILLIS = 3_000;

  private final ModelConsortium world;
  private final ModelReplica replica;
  private final Machine.WorkerThread thread;
  private long height;
  private Optional<CheckpointCertificate> certified = Optional.empty();
  private Optional<Command.Execute> waiting = Optional.empty();
  private long waitingDueMillis = Long.MAX_VALUE;

  ModelLedger(ModelConsortium world, ModelReplica replica, Machine.WorkerThread thread) {
    this.world = world;
    this.replica = replica;
    this.thread = thread;
  }

  long height() {
    return height;
  }

  void clear() {
    thread.clear();
    waiting = Optional.empty();
    waitingDueMillis = Long.MAX_VALUE;
  }

  ChainState state() {
    if (height == 0) {
      return ChainState.genesis(Digest.ZERO, world.membership);
    }
    return new ChainState(
        new SequenceNumber(height),
        world.chain.block(height).hash(),
        world.membership,
        world.membership,
        SequenceNumber.GENESIS.next(),
        certified.filter(proof -> proof.height().value() <= height));
  }

  void certified(CheckpointCertificate certificate) {
    if (certified.isEmpty() || certified.get().height().compareTo(certificate.height()) < 0) {
      certified = Optional.of(certificate);
    }
  }

  long nextWakeupMillis() {
    return waitingDueMillis;
  }

  void tick() {
    if (waiting.isPresent() && replica.now() >= waitingDueMillis) {
      waitingDueMillis = replica.now() + MISSING_BATCH_MILLIS;
      replica.need(missing(waiting.get().proposal()));
    }
  }

  void execute(Command.Execute execute) {
    waiting = Optional.of(execute);
    waitingDueMillis = replica.now() + MISSING_BATCH_MILLIS;
    if (!executeIfComplete()) {
      replica.need(missing(execute.proposal()));
    }
  }

  void batchHeld() {
    if (waiting.isPresent()) {
      executeIfComplete();
    }
  }

  private List<Digest> missing(Proposal proposal) {
    return proposal.batches().stream()
        .filter(digest -> replica.dissemination().batch(digest).isEmpty())
        .toList();
  }

  private boolean executeIfComplete() {
    Proposal proposal = waiting.orElseThrow().proposal();
    List<RelayBatch> batches = new ArrayList<>();
    for (Digest digest : proposal.batches()) {
      Optional<RelayBatch> batch = replica.dissemination().batch(digest);
      if (batch.isEmpty()) {
        return false;
      }
      batches.add(batch.get());
    }
    waiting = Optional.empty();
    waitingDueMillis = Long.MAX_VALUE;
    append(
        () -> List.of(world.chain.execute(proposal, batches)),
        blocks -> replica.executed(blocks.get(0)));
    return true;
  }

  /** Takes blocks over from the chain, up to where some other replica has it. */
  void fetch(Command.FetchState fetch) {
    waiting = Optional.empty();
    waitingDueMillis = Long.MAX_VALUE;
    append(
        () -> {
          List<Chain.Block> blocks = new ArrayList<>();
          for (long at = height + 1; at <= Math.min(fetch.to().value(), top()); at++) {
            blocks.add(world.chain.block(at));
          }
          fetch.proof().filter(proof -> proof.height().value() <= top()).ifPresent(this::certified);
          return blocks;
        },
        blocks -> replica.installed(state(), blocks));
  }

  private long top() {
    return world.chain.height();
  }

  private interface Blocks {
    List<Chain.Block> make();
  }

  private interface Then {
    void appended(List<Chain.Block> blocks);
  }

  private void append(Blocks source, Then then) {
    thread.submit(
        new Machine.Work() {
          private List<Chain.Block> blocks;

          @Override
          public Machine.Cost run() {
            blocks = source.make();
            double hash = world.costs.linear("sha256", ModelConfig.TRANSACTION_BYTES);
            double cost = world.costs.linear("sha256", 256);
            for (Chain.Block block : blocks) {
              cost += block.transactions() * HASHES_PER_TRANSACTION * hash;
            }
            return new Machine.Cost(cost, world.config.forced() ? diskNanos() : 0);
          }

          @Override
          public void done() {
            if (!blocks.isEmpty()) {
              height = blocks.get(blocks.size() - 1).proposal().sequenceNumber().value();
            }
            replica.inbox(() -> then.appended(blocks));
          }
        });
  }

  private double diskNanos() {
    return world.costs.nanos("disk.force");
  }
}
