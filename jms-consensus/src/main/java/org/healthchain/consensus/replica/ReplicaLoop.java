package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Dissemination;
import org.healthchain.consensus.dissemination.Institutions;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.dissemination.RestartState;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.Inbox;
import org.healthchain.consensus.transport.Transport;

/** One replica's parts and how they are joined. Used by the replica's thread alone. */
final class ReplicaLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReplicaLoop.class.getName());

  private static final long PEERS_INTERVAL_MILLIS = 500;
  private static final int MAX_WAITING_SENDS = 4_096;

  /** Bugs that the tests plant. */
  enum Plant {
    /** Messages leave before what they rest on is on disk. */
    EFFECTS_FIRST
  }

  private final HostConfig config;
  private final Application application;
  private final Transport transport;
  private final HostCounters counters = new HostCounters();
  private final Pending pending = new Pending();
  private final ApplicationRunner runner;
  private final RandomSource random;
  private final Set<Plant> planted;
  private final BlockServer blockServer;
  private final LedgerAdvance advance;
  private final Validations validations;
  private List<ReplicaId> collectors = List.of();
  private long lookedForPeersMillis;

  // start() makes them, before all else.
  @SuppressWarnings("NullAway.Init")
  private PbftCore core;

  @SuppressWarnings("NullAway.Init")
  private Dissemination dissemination;

  @SuppressWarnings("NullAway.Init")
  private LogKeeper log;

  private long nowMillis;

  ReplicaLoop(
      HostConfig config,
      Application application,
      Transport transport,
      ApplicationRunner runner,
      RandomSource random,
      Set<Plant> planted) {
    this.config = config;
    this.application = application;
    this.transport = transport;
    this.runner = runner;
    this.random = random;
    this.planted = Set.copyOf(planted);
    blockServer = new BlockServer(application, transport, runner::read);
    advance = new LedgerAdvance(this, config, application, transport, runner);
    validations =
        new Validations(
            application,
            runner,
            this::nowMillis,
            (token, verdicts) -> take(dissemination.validated(token, verdicts, nowMillis)));
  }

  void start(long now) throws IOException {
    nowMillis = now;
    boolean effectsFirst = planted.contains(Plant.EFFECTS_FIRST);
    log = LogKeeper.open(config.storage(), runner, this::takeEffect, effectsFirst);
    ChainState state = application.chainState();
    StartMode mode = log.startMode(config.self(), state);
    core =
        PbftCore.start(
            config.pbft(),
            config.chainId(),
            config.self(),
            config.ports(),
            state,
            mode,
            log.votes(),
            now);
    dissemination =
        new Dissemination(
            config.self(),
            config.dissemination(),
            Institutions.of(state.membership(), config.observers()),
            new Dissemination.Ports(random, application),
            new RestartState(Math.max(log.start(), now / 1_000), log.takeBatches(pending)),
            now);
    application.membershipChanged(state.membership(), state.epochFirst());
    pending.add(core.tick(now));
    log.commitFirst(pending.take());
    finishRound(now);
  }

  /** Sets the clock for what follows. */
  void at(long now) {
    nowMillis = Math.max(nowMillis, now);
  }

  long nextWakeupMillis() {
    long next = Math.min(core.nextWakeupMillis(), dissemination.nextWakeupMillis());
    next = Math.min(next, validations.nextWakeupMillis());
    return Math.min(next, advance.nextWakeupMillis());
  }

  void submit(TransactionBytes transaction, long now) {
    nowMillis = now;
    take(dissemination.submit(transaction, now));
  }

  void received(Inbox.Received frame, long now) {
    nowMillis = now;
    try {
      if (frame.kind() == FrameKind.BLOCKS) {
        BlockMessage.decode(frame.payload()).accept(new From(frame.from()));
      } else {
        MessageCodec.decode(frame.payload()).accept(new From(frame.from()));
      }
    } catch (MalformedMessageException e) {
      counters.rejected(frame.from(), Refusal.MALFORMED_MESSAGE);
    }
  }

  /**
   * Timers, then all that is pending: persist, send, execute, until nothing is left or the disk is
   * waited for.
   */
  void finishRound(long now) throws IOException {
    nowMillis = now;
    if (now >= core.nextWakeupMillis()) {
      pending.add(core.tick(now));
    }
    if (now >= dissemination.nextWakeupMillis()) {
      take(dissemination.tick(now));
    }
    validations.tick(now);
    advance.tick(now);
    tellDissemination();
    while (!pending.isNothing() && !log.isWaiting()) {
      log.commit(pending.take());
    }
  }

  private void takeEffect(Pending.Round round) {
    round.sends().forEach(this::transmit);
    if (!round.stored().isEmpty()) {
      take(dissemination.stored(round.stored(), nowMillis));
    }
    round.commands().forEach(command -> command.accept(new Obeying()));
  }

  /** Whether so much waits for the disk that no further frame should be taken. */
  boolean isCongested() {
    return log.isWaiting() && pending.waitingSends() > MAX_WAITING_SENDS;
  }

  /**
   * In collector mode only the primary and its backup need to hear at once who holds what; and who
   * sends no beacons is no good relay.
   */
  private void tellDissemination() {
    if (nowMillis - lookedForPeersMillis >= PEERS_INTERVAL_MILLIS) {
      lookedForPeersMillis = nowMillis;
      dissemination.unheard(core.unheard());
    }
    if (!core.collectors().equals(collectors)) {
      collectors = core.collectors();
      take(dissemination.vectorAudience(collectors, nowMillis));
    }
  }

  private void transmit(Pending.Outgoing out) {
    byte[] payload = MessageCodec.encode(out.message());
    if (out.to().isPresent()) {
      transport.send(out.to().get(), FrameKind.MESSAGE, payload);
    } else {
      transport.broadcast(FrameKind.MESSAGE, payload);
    }
  }

  private void membershipChanged(Membership membership) {
    take(
        dissemination.institutionsChanged(
            Institutions.of(membership, config.observers()), nowMillis));
  }

  void step(Input input) {
    pending.add(core.step(input, nowMillis));
  }

  /** Does at once what concerns this machine alone; what must be durable or sent waits. */
  void take(Actions actions) {
    pending.addDurable(actions);
    actions.validate().forEach(task -> validations.add(task, nowMillis));
    for (Digest digest : actions.held()) {
      step(new Input.BatchHeld(digest));
      advance.batchHeld(nowMillis);
    }
    actions.available().forEach(digest -> step(new Input.BatchAvailable(digest)));
    actions
        .invalid()
        .forEach(digest -> LOG.warning(() -> "A proposal names the invalid batch " + digest));
    actions
        .submissions()
        .forEach(
            news ->
                runner.change(
                    Trouble.of(Trouble.Kind.SUBMISSION),
                    () -> {
                      application.submission(news.transactionId(), news.state());
                      return true;
                    },
                    done -> {}));
  }

  void need(List<Digest> batches) {
    Optional<ReplicaId> primary = core.status().primary().filter(id -> !id.equals(config.self()));
    take(dissemination.needed(batches, primary, nowMillis));
  }

  Optional<RelayBatch> batch(Digest digest) {
    return dissemination.batch(digest);
  }

  /** A block was appended, in whichever way. */
  void appended(Application.ExecutedBlock block, List<Digest> batches) {
    take(dissemination.executed(batches, block.committed(), block.refused(), nowMillis));
  }

  /** Blocks were fetched: forgets the batches that they executed, and names them. */
  List<Digest> settleBatches() {
    List<Digest> executed = dissemination.onTheChain();
    take(dissemination.executed(executed, List.of(), List.of(), nowMillis));
    return executed;
  }

  void reject(ReplicaId peer, Refusal reason) {
    counters.rejected(peer, reason);
  }

  long nowMillis() {
    return nowMillis;
  }

  HostStatus status(Optional<Trouble> failure) {
    ReplicaStatus status = core.status();
    return new HostStatus(
        status,
        dissemination.status(),
        failure.or(runner::trouble).or(advance::trouble).or(() -> halted(status)),
        log.trouble(status.role()),
        counters.snapshot());
  }

  private static Optional<Trouble> halted(ReplicaStatus status) {
    return status.halted() ? Optional.of(Trouble.of(Trouble.Kind.HALTED)) : Optional.empty();
  }

  @Override
  public void close() {
    runner.close();
    if (log != null) {
      log.close();
    }
  }

  /** Hands what came from this peer to the part that it concerns. */
  private final class From implements Message.Handler, BlockMessage.Handler {
    private final ReplicaId peer;

    From(ReplicaId peer) {
      this.peer = peer;
    }

    @Override
    public void on(ConsensusMessage message) {
      step(new Input.Received(peer, message));
    }

    @Override
    public void on(DisseminationMessage message) {
      take(dissemination.received(peer, message, nowMillis));
    }

    @Override
    public void on(BlockMessage.Request request) {
      if (!blockServer.requested(peer, request)) {
        counters.rejected(peer, Refusal.BLOCK_REQUESTS_TOO_FAST);
      }
    }

    @Override
    public void on(BlockMessage.Answer answer) {
      advance.answered(peer, answer, nowMillis);
    }
  }

  /** Does what the core wants done. */
  private final class Obeying implements Command.Handler {
    @Override
    public void on(Command.Execute command) {
      advance.execute(command, nowMillis);
    }

    @Override
    public void on(Command.Certified command) {
      runner.change(
          Trouble.at(command.certificate().height(), Trouble.Kind.CERTIFICATE),
          () -> {
            application.certified(command.certificate());
            return true;
          },
          done -> {});
    }

    @Override
    public void on(Command.FetchBatches command) {
      need(command.batches());
    }

    /**
     * The former fetch may have ended after this command was given, in the same round; the core
     * executes again then, and blocks that come by another way would be in its way.
     */
    @Override
    public void on(Command.FetchState command) {
      if (core.fetching()) {
        advance.fetch(command, nowMillis);
      }
    }

    @Override
    public void on(Command.MembershipChanged command) {
      membershipChanged(command.membership());
      runner.change(
          Trouble.at(command.epochFirst(), Trouble.Kind.MEMBERSHIP),
          () -> {
            application.membershipChanged(command.membership(), command.epochFirst());
            return true;
          },
          done -> {});
    }

    @Override
    public void on(Command.Rejected command) {
      counters.rejected(command.sender(), command.reason());
    }
  }
}
