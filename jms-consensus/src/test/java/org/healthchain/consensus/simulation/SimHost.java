package org.healthchain.consensus.simulation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.HostConfig;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.replica.HostedReplica;
import org.healthchain.consensus.replica.TestLedger;
import org.healthchain.consensus.simulation.Fault.CrashPoint;
import org.healthchain.consensus.simulation.Fault.Loss;
import org.healthchain.consensus.storage.BootId;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.StorageConfig;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.Transport;

/**
 * A whole server: the real replica with its files, its thread and its calls of the application, all
 * in virtual time. Rounds of the replica and tasks of the other threads ({@link HostThreads}) are
 * events; whatever comes while one is under way waits.
 */
final class SimHost {
  private static final int INPUTS_PER_ROUND = 512;

  final int id;
  private final HostWorld world;

  // On disk.
  private final HostDisk disk;
  private TestLedger ledger;
  private final Map<Digest, TransactionBytes> outbox = new LinkedHashMap<>();
  private BootId boot = new BootId(Optional.of(new UUID(1, 1)));

  // In memory.
  private HostedReplica replica;
  private int life;
  private final Deque<Runnable> frames = new ArrayDeque<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long busyUntilMicros;
  private long nextRoundMicros;
  private boolean inRound;
  private Fault.Crash armed;
  private HostThreads threads;
  private boolean powerLost;

  /** The process ends at once. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  SimHost(HostWorld world, int id, HostDisk disk) {
    this.world = world;
    this.id = id;
    this.disk = disk;
    ledger = new TestLedger(world.first);
    if (world.bug == HostedReplica.Bug.FORCES_NOTHING) {
      disk.log().lie();
    }
  }

  TestLedger ledger() {
    return ledger;
  }

  boolean up() {
    return replica != null;
  }

  // ---- life and death

  void start() {
    life++;
    int mine = life;
    frames.clear();
    tasks.clear();
    busyUntilMicros = 0;
    nextRoundMicros = Long.MAX_VALUE;
    threads = new HostThreads(world, () -> life == mine, () -> committed(mine));
    replica =
        new HostedReplica(
            config(),
            new StrictLedger(world, this),
            new Network(mine),
            threads,
            task -> fromThread(mine, task),
            RandomSource.of(world.random.split()),
            world.bug);
    world.invariants.restarted(id);
    world.trace(id, "starts at " + ledger.height());
    inRound(() -> replica.start(world.millis()));
    requireNoVoteAfterLoss();
    if (up()) {
      outbox.values().forEach(this::handIn);
      scheduleRound();
    }
  }

  /** What was not forced is not relied on. */
  private void requireNoVoteAfterLoss() {
    if (powerLost && up()) {
      powerLost = false;
      ReplicaStatus.Role role = replica.status(world.millis()).replica().role();
      if (role != ReplicaStatus.Role.LEARNER && role != ReplicaStatus.Role.OBSERVER) {
        throw world.violated("durability: node " + id + " votes as if nothing were lost");
      }
    }
  }

  private HostConfig config() {
    return HostConfig.builder()
        .self(new ReplicaId(id))
        .chainId(world.chainId)
        .pbft(n -> Simulation.config())
        .dissemination(n -> Relaying.CONFIG)
        .ports(world.crypto.ports(id))
        .observers(Set.of(world.observer()))
        .storage(new StorageConfig(disk.log(), disk.startMarker(), durability(), boot))
        .build();
  }

  private Durability durability() {
    return world.scenario.forced() ? Durability.POWER_FAILURE : Durability.PROCESS_END;
  }

  /** To be killed at this point of what it does next. */
  void arm(Fault.Crash crash) {
    armed = crash;
    boolean now = crash.point() != CrashPoint.AFTER_LEDGER_COMMIT && !amidSends(crash);
    if (now) {
      kill();
    }
  }

  private static boolean amidSends(Fault.Crash crash) {
    return crash.point() == CrashPoint.BEFORE_SEND || crash.point() == CrashPoint.AMID_SENDS;
  }

  void disarm() {
    armed = null;
  }

  /** Kills it if it is armed. */
  void kill() {
    if (armed == null || !up()) {
      return;
    }
    Fault.Crash crash = armed;
    armed = null;
    world.count("crash " + crash.point());
    world.count("crash losing " + crash.loss());
    world.trace(id, "crashes " + crash.point() + " losing " + crash.loss());
    if (crash.loss() == Loss.UNFORCED) {
      // The disk may be at work just then.
      disk.log().failToForce();
      threads.cutDiskShort();
    }
    disk.log().detach();
    close();
    lose(crash);
    world.queue.after(
        crash.downMillis() * 1_000 + 1,
        () -> {
          if (!up()) {
            start();
          }
        });
  }

  /** Ends this life without another word. */
  void close() {
    if (up()) {
      replica.close();
      replica = null;
      life++;
    }
  }

  private void committed(int mine) {
    if (life == mine && armed != null && armed.point() == CrashPoint.AFTER_LEDGER_COMMIT) {
      kill();
    }
  }

  private void lose(Fault.Crash crash) {
    Loss loss = crash.loss();
    if (loss == Loss.STALE_LEDGER) {
      disk.log().processEnds(world.random, false);
      ledger = ledger.copy(Math.max(0, ledger.height() - 1 - world.random.nextInt(10)));
    } else if (loss == Loss.VOTE_LOG) {
      world.invariants.forgot(id);
      disk.log().wipe();
    } else if (loss == Loss.DISK) {
      world.invariants.forgot(id);
      disk.log().wipe();
      ledger = new TestLedger(world.first);
      world.lost(Set.copyOf(outbox.keySet()));
      outbox.clear();
    } else if (loss == Loss.UNFORCED) {
      powerFails();
    } else {
      disk.log().processEnds(world.random, crash.point() == CrashPoint.TORN_PERSIST);
    }
  }

  private void powerFails() {
    disk.log().powerFails(world.random);
    boot = new BootId(boot.id().map(id -> new UUID(1, id.getLeastSignificantBits() + 1)));
    if (!world.scenario.forced()) {
      world.invariants.forgot(id);
      powerLost = true;
    }
  }

  // ---- input

  void receive(ReplicaId from, FrameKind kind, byte[] payload) {
    if (up()) {
      frames.add(() -> replica.received(from, kind, payload, world.millis()));
      scheduleRound();
    }
  }

  /** Keeps the transaction until it is executed, and sends it off as soon as the server is up. */
  void submit(Digest transactionId, TransactionBytes transaction) {
    outbox.put(transactionId, transaction);
    if (up()) {
      handIn(transaction);
    }
  }

  private void handIn(TransactionBytes transaction) {
    tasks.add(() -> replica.submit(transaction, world.millis()));
    scheduleRound();
  }

  private void fromThread(int ofLife, Runnable task) {
    if (life == ofLife) {
      tasks.add(task);
      scheduleRound();
    }
  }

  // ---- the replica's thread

  private void scheduleRound() {
    boolean waiting = !frames.isEmpty() || !tasks.isEmpty();
    long due = waiting ? 0 : replica.nextWakeupMillis();
    if (due == Long.MAX_VALUE) {
      return;
    }
    int mine = life;
    long at = Math.max(world.queue.nowMicros() + 1, busyUntilMicros);
    if (!waiting) {
      at = Math.max(at, (due - world.millis()) * 1_000 + world.queue.nowMicros());
    }
    if (at >= nextRoundMicros) {
      return;
    }
    nextRoundMicros = at;
    long planned = at;
    world.queue.at(
        at,
        () -> {
          if (life == mine && nextRoundMicros == planned) {
            nextRoundMicros = Long.MAX_VALUE;
            inRound(this::round);
            if (life == mine) {
              busyUntilMicros = world.queue.nowMicros() + threads.roundMicros();
              scheduleRound();
            }
          }
        });
  }

  /** As the host's own loop. */
  private void round() throws IOException {
    runSome(frames);
    replica.at(world.millis());
    runSome(tasks);
    replica.finishRound(world.millis());
    outbox.keySet().removeIf(ledger::isExecuted);
  }

  private static void runSome(Deque<Runnable> inputs) {
    for (int left = INPUTS_PER_ROUND; left > 0 && !inputs.isEmpty(); left--) {
      inputs.remove().run();
    }
  }

  /** What the replica's thread does. */
  private interface Step {
    void run() throws IOException;
  }

  private void inRound(Step step) {
    inRound = true;
    try {
      step.run();
    } catch (Killed killed) {
      kill();
    } catch (Violation violation) {
      throw violation;
    } catch (IOException | RuntimeException e) {
      throw new Violation("node " + id + " stops: " + Simulation.describe(e));
    } finally {
      inRound = false;
    }
  }

  /** What this server sends; it may be its last word. */
  private final class Network implements Transport {
    private final int ofLife;

    Network(int ofLife) {
      this.ofLife = ofLife;
    }

    @Override
    public void send(ReplicaId to, FrameKind kind, byte[] payload) {
      send(Optional.of(to), kind, payload);
    }

    @Override
    public void broadcast(FrameKind kind, byte[] payload) {
      send(Optional.empty(), kind, payload);
    }

    private void send(Optional<ReplicaId> to, FrameKind kind, byte[] payload) {
      if (kind == FrameKind.MESSAGE && life == ofLife && threads.diskIsBusy()) {
        throw world.violated("durability: node " + id + " sends before its log is forced");
      }
      boolean dies = inRound && armed != null && amidSends(armed);
      if (life == ofLife && !(dies && armed.point() == CrashPoint.BEFORE_SEND)) {
        world.send(SimHost.this, to, kind, payload);
      }
      if (dies) {
        throw new Killed();
      }
    }
  }

  // ---- checks

  /** Everything handed in here is on the ledger, and nothing is left over. */
  boolean settled() {
    if (!up() || !world.allExecuted(this)) {
      return false;
    }
    HostStatus status = replica.status(world.millis());
    boolean left =
        id != world.scenario.n() && status.replica().role() == ReplicaStatus.Role.OBSERVER;
    return status.replica().role() != ReplicaStatus.Role.LEARNER
        && status.trouble().isEmpty()
        && status.replica().lastExecuted().value() == ledger.height()
        && (left || status.dissemination().pendingSubmissions() == 0);
  }

  String state() {
    return new ReplicaId(id)
        + " ledger "
        + ledger.height()
        + (up() ? " " + replica.status(world.millis()) : " down").replaceAll(", peers=.*?]", "");
  }
}
