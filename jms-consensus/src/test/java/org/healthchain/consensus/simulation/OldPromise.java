package org.healthchain.consensus.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.NewView;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Status;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.healthchain.consensus.message.VotePhase;

/**
 * Faults that move, never more than one at once, among four: an honest replica leaves view 0 alone,
 * then loses its vote log and comes to vote again; only then the primary of view 1 turns into a
 * liar. It has the network on its side: with a vote of its own it lets the replica that came back
 * decide alone, and makes a new-view that knows nothing of that of its own view-change, a slow
 * replica's, and the one that was sent before the log was lost.
 */
final class OldPromise implements Links.Gate {
  private static final int PRIMARY = 0;
  private static final int LIAR = 1;
  private static final View NEXT = new View(1);
  private static final long LOOK_MICROS = 10_000;
  private static final long PATIENCE_MILLIS = 20_000;

  private final World world;
  private final int forgetful;
  private final int slow;

  /** What is being brought about. */
  private enum Act {
    LIAR_COMPLAINS,
    FORGETFUL_LEAVES,
    PROMISE_IS_MADE,
    FORGETFUL_LEARNS,
    ONE_DECIDES,
    SLOW_LEAVES,
    ANOTHER_IS_DECIDED,
    OVER
  }

  private Act act = Act.LIAR_COMPLAINS;
  private long actSinceMillis;
  private boolean liarComplained;
  private Optional<ViewChange> promise = Optional.empty();
  private Optional<ViewChange> slowDeparture = Optional.empty();
  private long height;
  private long levelSinceMillis;
  private int batches;

  OldPromise(World world, Fault.OldPromise fault) {
    this.world = world;
    forgetful = fault.forgetful();
    slow = 5 - forgetful; // 2 or 3: the other one
  }

  void begin() {
    world.links.gate(this);
    enter(Act.LIAR_COMPLAINS);
    batch();
    look();
  }

  private void enter(Act next) {
    world.trace(LIAR, "old promise: " + next);
    act = next;
    actSinceMillis = world.queue.nowMillis();
  }

  private boolean lasted(long millis) {
    return world.queue.nowMillis() - actSinceMillis >= millis;
  }

  private Digest batch() {
    Digest batch = Simulation.batch(2_000_000 + batches++);
    world.submit(batch, Optional.empty());
    return batch;
  }

  // ---- what happens next

  private void look() {
    if (act == Act.OVER) {
      return;
    }
    if (world.links.healed() || lasted(PATIENCE_MILLIS)) {
      world.count("old promise given up in " + act);
      end();
      return;
    }
    step();
    world.queue.after(LOOK_MICROS, this::look);
  }

  private void end() {
    enter(Act.OVER);
    world.links.gate(Links.OPEN);
  }

  private void step() {
    switch (act) {
      case LIAR_COMPLAINS -> {
        if (liarComplained) {
          enter(Act.FORGETFUL_LEAVES);
          batch();
        }
      }
      case FORGETFUL_LEAVES -> {
        if (promise.isPresent()) {
          enter(Act.PROMISE_IS_MADE);
        }
      }
      case PROMISE_IS_MADE -> {
        if (lasted(500)) {
          loseLog();
          levelSinceMillis = world.queue.nowMillis();
          enter(Act.FORGETFUL_LEARNS);
        }
      }
      case FORGETFUL_LEARNS -> {
        if (!level()) {
          levelSinceMillis = world.queue.nowMillis();
        } else if (world.queue.nowMillis() - levelSinceMillis >= 300) {
          turn();
        }
      }
      case SLOW_LEAVES -> complain();
      case ANOTHER_IS_DECIDED -> {
        if (lasted(500)) {
          world.count("old promise shown");
          end();
        }
      }
      default -> {}
    }
  }

  private void loseLog() {
    world
        .node(forgetful)
        .crash(
            new Fault.Crash(0, forgetful, Fault.CrashPoint.BEFORE_SEND, 100, Fault.Loss.VOTE_LOG));
  }

  /** Whether all vote in view 0 and stand at one height, with nothing under way. */
  private boolean level() {
    for (int id = 0; id < 4; id++) {
      SimNode node = world.node(id);
      if (!node.up()
          || node.core().status().role() == ReplicaStatus.Role.LEARNER
          || !node.core().status().active()
          || node.core().status().view().value() != 0
          || node.ledger.height() != world.node(PRIMARY).ledger.height()
          || PlantedBug.certifiedHeight(node.core()) != node.ledger.height()
          || !world.allExecuted(node)) {
        return false;
      }
    }
    return true;
  }

  private void turn() {
    world.node(LIAR).turn(EnumSet.of(Attack.SILENT));
    height = world.node(PRIMARY).ledger.height() + 1;
    enter(Act.ONE_DECIDES);
    batch();
  }

  /** The slow one would leave alone, if it heard that somebody else wants to. */
  private void complain() {
    if (slowDeparture.isPresent()) {
      enter(Act.ANOTHER_IS_DECIDED);
      showOldPromise();
      return;
    }
    Status complaint =
        new Status(0, View.ZERO, true, true, new SequenceNumber(height - 1), Optional.empty(), 0);
    say(slow, complaint);
  }

  private void showOldPromise() {
    Optional<ViewChange> same = slowDeparture;
    ViewChange own =
        signed(new ViewChange(0, NEXT, same.get().stable(), List.of(), List.of(), none()));
    List<NewView.Signed> three =
        List.of(
            new NewView.Signed(new ReplicaId(LIAR), own),
            new NewView.Signed(new ReplicaId(2), slow == 2 ? same.get() : promise.get()),
            new NewView.Signed(new ReplicaId(3), slow == 3 ? same.get() : promise.get()));
    NewView unsigned = new NewView(0, NEXT, three, List.of(), none());
    NewView message =
        new NewView(
            0, NEXT, three, List.of(), Attacker.sign(liar(), world.statements.newView(unsigned)));
    Proposal other =
        new Proposal(NEXT, new SequenceNumber(height), world.millis(), List.of(batch()));
    PrePrepare proposal =
        new PrePrepare(0, NEXT, other, vote(VotePhase.PREPARE, NEXT, other.digest()));
    Commit commit = commit(NEXT, other.digest());
    for (int honest : new int[] {slow, PRIMARY}) {
      say(honest, message);
      later(200, () -> say(honest, proposal));
      later(300, () -> say(honest, commit));
    }
  }

  // ---- the liar's words

  private SimNode liar() {
    return world.node(LIAR);
  }

  private void say(int to, Message message) {
    liar().transmit(Optional.of(to), message);
  }

  private void later(long millis, Runnable action) {
    world.queue.after(millis * 1_000, action);
  }

  private ViewChange signed(ViewChange m) {
    return new ViewChange(
        m.epoch(),
        m.newView(),
        m.stable(),
        m.prepared(),
        m.proposals(),
        Attacker.sign(liar(), world.statements.viewChange(m)));
  }

  private Bytes vote(VotePhase phase, View view, Digest digest) {
    return Attacker.sign(
        liar(), world.statements.vote(phase, 0, view, new SequenceNumber(height), digest));
  }

  private Commit commit(View view, Digest digest) {
    return new Commit(
        0,
        view,
        new SequenceNumber(height),
        digest,
        vote(VotePhase.COMMIT, view, digest),
        List.of());
  }

  private static Bytes none() {
    return Bytes.EMPTY;
  }

  // ---- what the network lets through

  @Override
  public boolean lets(int from, int to, Optional<Message> message) {
    message.ifPresent(m -> overhear(from, m));
    return switch (act) {
      case LIAR_COMPLAINS -> to != LIAR;
      case FORGETFUL_LEAVES -> to != forgetful && from != forgetful;
      case ONE_DECIDES, SLOW_LEAVES -> keepsOneDecision(from, to, message);
      case ANOTHER_IS_DECIDED ->
          from == LIAR || !touches(forgetful, from, to) && to != LIAR && message.isPresent();
      default -> true;
    };
  }

  /** The slow one hears the liar alone; the primary does not hear of what the other decided. */
  private boolean keepsOneDecision(int from, int to, Optional<Message> message) {
    if (from == LIAR) {
      return true;
    }
    boolean vote = message.filter(m -> m instanceof Prepare || m instanceof Commit).isPresent();
    boolean proposal = message.filter(m -> m instanceof PrePrepare).isPresent();
    return !touches(slow, from, to) && to != LIAR && (vote || proposal);
  }

  private static boolean touches(int node, int from, int to) {
    return from == node || to == node;
  }

  private void overhear(int from, Message message) {
    if (act == Act.LIAR_COMPLAINS && from == LIAR && message instanceof Status m) {
      liarComplained |= m.complaining();
    }
    if (message instanceof ViewChange m && m.newView().equals(NEXT) && m.prepared().isEmpty()) {
      if (from == forgetful && act == Act.FORGETFUL_LEAVES) {
        promise = Optional.of(m.withoutProposals());
      } else if (from == slow && act == Act.SLOW_LEAVES) {
        slowDeparture = Optional.of(m.withoutProposals());
      }
    }
    if (act == Act.ONE_DECIDES && from == PRIMARY && message instanceof PrePrepare m) {
      helpOneDecide(m);
    }
  }

  private void helpOneDecide(PrePrepare m) {
    if (m.sequenceNumber().value() != height) {
      return;
    }
    enter(Act.SLOW_LEAVES);
    Digest digest = m.proposal().digest();
    Prepare prepare =
        new Prepare(
            0, View.ZERO, m.sequenceNumber(), digest, vote(VotePhase.PREPARE, View.ZERO, digest));
    say(forgetful, prepare);
    say(PRIMARY, prepare);
    say(forgetful, commit(View.ZERO, digest));
  }
}
