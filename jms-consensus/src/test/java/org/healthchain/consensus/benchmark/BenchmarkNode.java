package org.healthchain.consensus.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Dissemination;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.dissemination.Institutions;
import org.healthchain.consensus.dissemination.Ledger;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.dissemination.RestartState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationCodec;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.storage.BootId;
import org.healthchain.consensus.storage.DirectoryDisk;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.LogGroup;
import org.healthchain.consensus.storage.ReplicaLog;

/** One replica on a thread of its own: core, dissemination, codec, signatures, logs; no JMS. */
final class BenchmarkNode implements Runnable {
  final ReplicaId id;
  volatile boolean stopped;
  volatile Throwable failure;
  Map<ReplicaId, BenchmarkNode> nodes = Map.of();

  /** Every block by height, in place of state transfer for a replica that falls behind. */
  Map<Long, Block> archive = Map.of();

  record Block(Digest tip, List<Digest> batches, List<Digest> ids) {}

  private static final long START_MILLIS = System.currentTimeMillis();
  private static final long START_NANOS = System.nanoTime();

  private final Membership membership;
  private final PbftCore core;
  private final Dissemination dissemination;
  private final ReplicaLog store;
  private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
  private final Set<Digest> executed = new HashSet<>();
  private final Map<Digest, Consumer<Digest>> clients = new HashMap<>();
  private final Deque<Command.Execute> waiting = new ArrayDeque<>();
  private final List<LogRecord> log = new ArrayList<>();
  private final Map<Digest, byte[]> toStore = new LinkedHashMap<>();
  private final Set<Digest> discarded = new HashSet<>();
  private final List<Object[]> sends = new ArrayList<>();
  private Digest tip = Digest.ZERO;
  private boolean rewrite;
  volatile long blocks;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
  private record Frame(ReplicaId from, byte[] payload) {}

  private record Submission(TransactionBytes transaction, Consumer<Digest> done) {}

  BenchmarkNode(
      ReplicaId id,
      Membership membership,
      BenchmarkKey key,
      DisseminationConfig config,
      Optional<Path> directory,
      Durability durability)
      throws IOException {
    this.id = id;
    this.membership = membership;
    store =
        directory.isEmpty()
            ? null
            : ReplicaLog.open(new DirectoryDisk(directory.get()), durability, BootId.current(), 0);
    core =
        PbftCore.start(
            PbftConfig.standard(),
            Digest.sha256(new byte[] {1}),
            id,
            new PbftCore.Ports(key, new BenchmarkKey.Checker(), shares -> Optional.empty()),
            ChainState.genesis(Digest.ZERO, membership),
            StartMode.NEVER_VOTED,
            List.of(),
            now());
    dissemination =
        new Dissemination(
            id,
            config,
            Institutions.of(membership, Set.of()),
            new Dissemination.Ports(RandomSource.of(new SecureRandom()), new IdLedger()),
            new RestartState(1, List.of()),
            now());
  }

  private final class IdLedger implements Ledger {
    @Override
    public Optional<Digest> idOf(TransactionBytes transaction) {
      return Optional.of(Digest.sha256(transaction.bytes()));
    }

    @Override
    public boolean isExecuted(Digest transactionId) {
      return executed.contains(transactionId);
    }
  }

  /** A client's request; {@code done} runs on this node's thread when it is executed here. */
  void submit(TransactionBytes transaction, Consumer<Digest> done) {
    inbox.add(new Submission(transaction, done));
  }

  static long now() {
    return START_MILLIS + (System.nanoTime() - START_NANOS) / 1_000_000;
  }

  @Override
  public void run() {
    try {
      List<Object> round = new ArrayList<>();
      take(core.tick(now()));
      while (!stopped) {
        long wakeup = Math.min(core.nextWakeupMillis(), dissemination.nextWakeupMillis());
        long wait = Math.max(0, Math.min(wakeup - now(), 100));
        Object first = inbox.poll(wait, TimeUnit.MILLISECONDS);
        if (first != null) {
          round.add(first);
          inbox.drainTo(round, 500);
        }
        for (Object item : round) {
          handle(item);
        }
        round.clear();
        finishRound();
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void handle(Object item) throws MalformedMessageException {
    if (item instanceof Submission submission) {
      Digest id = Digest.sha256(submission.transaction().bytes());
      clients.put(id, submission.done());
      take(dissemination.submit(submission.transaction(), now()));
      return;
    }
    Frame frame = (Frame) item;
    Message message = MessageCodec.decode(frame.payload());
    if (message instanceof ConsensusMessage consensus) {
      take(core.step(new Input.Received(frame.from(), consensus), now()));
    } else {
      take(dissemination.received(frame.from(), (DisseminationMessage) message, now()));
    }
  }

  private void finishRound() {
    do {
      if (core.nextWakeupMillis() <= now()) {
        take(core.tick(now()));
      }
      if (dissemination.nextWakeupMillis() <= now()) {
        take(dissemination.tick(now()));
      }
      persistAndSend();
      executeWhatIsThere();
    } while (!log.isEmpty() || !toStore.isEmpty() || !sends.isEmpty() || rewrite);
  }

  private void persistAndSend() {
    List<Digest> stored = List.copyOf(toStore.keySet());
    try {
      if (store != null) {
        store.commit(LogGroup.of(rewrite, log, toStore, discarded));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rewrite = false;
    log.clear();
    toStore.clear();
    discarded.clear();
    List<Object[]> leaving = new ArrayList<>(sends);
    sends.clear();
    leaving.forEach(this::transmit);
    if (!stored.isEmpty()) {
      take(dissemination.stored(stored, now()));
    }
  }

  @SuppressWarnings("unchecked")
  private void transmit(Object[] send) {
    Message message = (Message) send[1];
    byte[] payload = MessageCodec.encode(message);
    Frame frame = new Frame(id, payload);
    Optional<ReplicaId> to = (Optional<ReplicaId>) send[0];
    if (to.isPresent()) {
      nodes.get(to.get()).inbox.add(frame);
    } else {
      nodes.values().stream().filter(node -> node != this).forEach(node -> node.inbox.add(frame));
    }
  }

  private void take(Output output) {
    if (output.rewriteLog()) {
      rewrite = true;
      log.clear();
    }
    log.addAll(output.log());
    for (Send send : output.sends()) {
      sends.add(new Object[] {send.to(), send.message()});
    }
    for (Command command : output.commands()) {
      if (command instanceof Command.Execute execute) {
        waiting.add(execute);
      } else if (command instanceof Command.FetchState fetch) {
        catchUp(fetch);
      } else if (command instanceof Command.FetchBatches fetch) {
        take(dissemination.needed(fetch.batches(), Optional.empty(), now()));
      }
    }
  }

  private void take(Actions actions) {
    for (Actions.Transmission send : actions.sends()) {
      sends.add(new Object[] {send.to(), send.message()});
    }
    for (RelayBatch batch : actions.store()) {
      toStore.put(
          batch.digest(), store == null ? new byte[0] : DisseminationCodec.encodeStored(batch));
    }
    discarded.addAll(actions.discard());
    actions.held().forEach(digest -> take(core.step(new Input.BatchHeld(digest), now())));
    actions.available().forEach(d -> take(core.step(new Input.BatchAvailable(d), now())));
    for (Actions.Validation job : actions.validate()) {
      List<Verdict> verdicts = job.transactions().stream().map(one -> Verdict.VALID).toList();
      take(dissemination.validated(job.token(), verdicts, now()));
    }
    for (Actions.Submission news : actions.submissions()) {
      if (news.state() == SubmissionFate.EXECUTED) {
        Consumer<Digest> done = clients.remove(news.transactionId());
        if (done != null) {
          done.accept(news.transactionId());
        }
      }
    }
  }

  /** One block: ids without repetition, and a hash in place of a header. */
  private void executeWhatIsThere() {
    while (!waiting.isEmpty()) {
      Command.Execute next = waiting.peek();
      List<Digest> ids = new ArrayList<>();
      for (Digest digest : next.proposal().batches()) {
        Optional<RelayBatch> batch = dissemination.batch(digest);
        if (batch.isEmpty()) {
          take(dissemination.needed(List.of(digest), Optional.empty(), now()));
          return;
        }
        for (TransactionBytes transaction : batch.get().transactions()) {
          Digest transactionId = Digest.sha256(transaction.bytes());
          if (executed.add(transactionId)) {
            ids.add(transactionId);
          }
        }
      }
      waiting.remove();
      blocks = next.proposal().sequenceNumber().value();
      tip = Digest.sha256(tip.bytes(), next.proposal().digest().bytes());
      archive.putIfAbsent(blocks, new Block(tip, next.proposal().batches(), ids));
      take(
          core.step(
              new Input.Executed(next.proposal().sequenceNumber(), tip, Optional.empty()), now()));
      take(dissemination.executed(next.proposal().batches(), ids, List.of(), now()));
    }
  }

  private void catchUp(Command.FetchState fetch) {
    waiting.clear();
    List<Digest> ordered = new ArrayList<>();
    List<Digest> ids = new ArrayList<>();
    for (long height = blocks + 1; height <= fetch.to().value(); height++) {
      Block block = archive.get(height);
      if (block == null) {
        break;
      }
      ordered.addAll(block.batches());
      ids.addAll(block.ids());
      tip = block.tip();
      blocks = height;
    }
    executed.addAll(ids);
    SequenceNumber height = new SequenceNumber(blocks);
    ChainState state =
        new ChainState(
            height,
            tip,
            membership,
            membership,
            SequenceNumber.GENESIS.next(),
            fetch.proof().filter(proof -> proof.height().compareTo(height) <= 0));
    take(core.step(new Input.StateInstalled(state, ordered), now()));
    take(dissemination.executed(ordered, ids, List.of(), now()));
  }

  String summary() {
    return id + " " + core.status() + " " + dissemination.status();
  }
}
