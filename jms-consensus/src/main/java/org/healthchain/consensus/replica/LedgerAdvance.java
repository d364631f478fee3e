package org.healthchain.consensus.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.Transport;

/**
 * Everything that makes the ledger longer: executing what is ordered, and installing blocks of
 * peers when this replica lags or a batch is nowhere to be had any more. Used by the replica's
 * thread alone.
 */
final class LedgerAdvance implements BlockFetcher.Ports {
  /**
   * An ordered batch that does not come within this time is looked for inside the peers' blocks.
   */
  private static final long MISSING_BATCH_MILLIS = 3_000;

  private final ReplicaLoop replica;
  private final HostConfig config;
  private final Application application;
  private final Transport transport;
  private final ApplicationRunner runner;
  private final BlockFetcher fetcher;

  private Optional<Command.Execute> waiting = Optional.empty();
  private long waitingDueMillis = Long.MAX_VALUE;
  private boolean fetchingForExecution;
  private Optional<Application.ExecutedBlock> lastInstalled = Optional.empty();

  LedgerAdvance(
      ReplicaLoop replica,
      HostConfig config,
      Application application,
      Transport transport,
      ApplicationRunner runner) {
    this.replica = replica;
    this.config = config;
    this.application = application;
    this.transport = transport;
    this.runner = runner;
    this.fetcher =
        new BlockFetcher(
            new BlockChunk.Trust(config.chainId(), config.ports().verifier()), application, this);
  }

  void execute(Command.Execute execute, long nowMillis) {
    waiting = Optional.of(execute);
    waitingDueMillis = nowMillis + MISSING_BATCH_MILLIS;
    if (!executeIfComplete()) {
      replica.need(missing(execute.proposal()));
    }
  }

  void batchHeld(long nowMillis) {
    if (waiting.isPresent() && !fetchingForExecution) {
      executeIfComplete();
    }
  }

  void fetch(Command.FetchState goal, long nowMillis) {
    fetcher.fetch(goal, nowMillis);
  }

  void answered(ReplicaId peer, BlockMessage.Answer answer, long nowMillis) {
    fetcher.answered(peer, answer, nowMillis);
  }

  void tick(long nowMillis) {
    fetcher.tick(nowMillis);
    if (waiting.isPresent() && nowMillis >= waitingDueMillis) {
      waitingDueMillis = nowMillis + MISSING_BATCH_MILLIS;
      fetchInsteadOfExecuting(waiting.get(), nowMillis);
    }
  }

  long nextWakeupMillis() {
    return Math.min(fetcher.nextWakeupMillis(), waitingDueMillis);
  }

  Optional<Trouble> trouble() {
    return waiting.map(execute -> Trouble.at(height(execute), Trouble.Kind.BATCHES_MISSING));
  }

  private static SequenceNumber height(Command.Execute execute) {
    return execute.proposal().sequenceNumber();
  }

  private List<Digest> missing(Proposal proposal) {
    return proposal.batches().stream().filter(d -> replica.batch(d).isEmpty()).toList();
  }

  private boolean executeIfComplete() {
    Command.Execute execute = waiting.orElseThrow();
    Proposal proposal = execute.proposal();
    List<RelayBatch> batches = new ArrayList<>();
    for (Digest digest : proposal.batches()) {
      Optional<RelayBatch> batch = replica.batch(digest);
      if (batch.isEmpty()) {
        return false;
      }
      batches.add(batch.get());
    }
    change(execute, batches);
    return true;
  }

  private void change(Command.Execute execute, List<RelayBatch> batches) {
    stopWaiting();
    runner.change(
        Trouble.at(height(execute), Trouble.Kind.EXECUTION),
        () -> application.execute(execute.epoch(), execute.proposal(), batches),
        block -> executed(block, execute.proposal().batches()));
  }

  private void executed(Application.ExecutedBlock block, List<Digest> batches) {
    replica.appended(block, batches);
    replica.step(new Input.Executed(block.height(), block.headerHash(), block.nextMembership()));
  }

  /** Others executed the block and may have forgotten its batches: the block has them. */
  private void fetchInsteadOfExecuting(Command.Execute execute, long nowMillis) {
    if (fetcher.active()) {
      return;
    }
    ChainState state = application.chainState();
    List<ReplicaId> peers =
        state.membership().members().stream()
            .map(Member::id)
            .filter(id -> !id.equals(config.self()))
            .toList();
    fetchingForExecution = true;
    replica.need(missing(execute.proposal()));
    fetcher.fetch(
        new Command.FetchState(height(execute), height(execute), Optional.empty(), peers),
        nowMillis);
  }

  private void stopWaiting() {
    waiting = Optional.empty();
    waitingDueMillis = Long.MAX_VALUE;
  }

  @Override
  public void ask(ReplicaId peer, BlockMessage.Request request) {
    transport.send(peer, FrameKind.BLOCKS, BlockMessage.encode(request));
  }

  @Override
  public void install(List<byte[]> blocks) {
    // Outside of the call: when the call is repeated it goes on where it failed.
    List<Application.ExecutedBlock> done = new ArrayList<>();
    runner.change(
        Trouble.of(Trouble.Kind.INSTALLATION),
        () -> {
          while (done.size() < blocks.size()) {
            Optional<Application.ExecutedBlock> one = application.install(blocks.get(done.size()));
            if (one.isEmpty()) {
              break;
            }
            done.add(one.get());
          }
          return done;
        },
        all -> {
          for (Application.ExecutedBlock block : all) {
            lastInstalled = Optional.of(block);
            replica.appended(block, List.of());
          }
          fetcher.installed(all, all.size() == blocks.size(), replica.nowMillis());
        });
  }

  @Override
  public void certificate(ReplicaId peer, CheckpointCertificate certificate) {
    // Before the blocks that rest on it, which may be handed to the runner in the same breath.
    runner.change(
        Trouble.at(certificate.height(), Trouble.Kind.CERTIFICATE),
        () -> {
          application.certified(certificate);
          return true;
        },
        done -> {});
    replica.step(new Input.Received(peer, new CheckpointProofs(List.of(certificate))));
  }

  @Override
  public void reject(ReplicaId peer, Refusal reason) {
    replica.reject(peer, reason);
  }

  @Override
  public void finished(ChainState state) {
    if (!fetchingForExecution) {
      // State transfer overtook what waited for its batches: that block is here already.
      if (waiting.isPresent() && height(waiting.get()).value() <= state.height().value()) {
        stopWaiting();
      }
      replica.step(new Input.StateInstalled(state, replica.settleBatches()));
      return;
    }
    fetchingForExecution = false;
    Command.Execute execute = waiting.orElseThrow();
    if (state.height().equals(height(execute))) {
      stopWaiting();
      executed(lastInstalled.orElseThrow(), execute.proposal().batches());
    } else if (state.height().compareTo(height(execute)) > 0) {
      // Nobody asked for so much; the block is there, and its batches may be nowhere any more.
      change(execute, List.of());
    } else {
      executeIfComplete();
    }
  }
}
