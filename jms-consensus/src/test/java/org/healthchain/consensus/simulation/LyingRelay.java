package org.healthchain.consensus.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.HoldingVector;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/** Bends what a Byzantine relay's machine says of batches. */
final class LyingRelay {
  private static final int MAX_MADE_UP = 64;

  private final World world;
  private final SimNode node;
  private final Attacker attacker;

  /** Batches that no machine made; whoever asks gets them. */
  private final Deque<RelayBatch> madeUp = new ArrayDeque<>();

  private final List<TransactionBytes> heardOf = new ArrayList<>();

  LyingRelay(World world, SimNode node, Attacker attacker) {
    this.world = world;
    this.node = node;
    this.attacker = attacker;
  }

  // ---- what it hears

  /** Whether its machine is not to hear this. */
  boolean swallows(int sender, DisseminationMessage message) {
    if (message instanceof MixHop hop && attacker.does(Attack.SWALLOW_HOPS)) {
      say(Optional.of(sender), new HopReceipt(hop.nonce()));
      return true;
    }
    if (message instanceof RelayBatch batch) {
      if (heardOf.size() < MAX_MADE_UP) {
        heardOf.addAll(batch.transactions());
      }
      if (attacker.does(Attack.FALSE_MARKS)) {
        claimToHold(batch);
      }
    }
    if (message instanceof BatchFetch fetch) {
      for (RelayBatch batch : madeUp) {
        if (batch.digest().equals(fetch.digest())) {
          say(Optional.of(sender), new BatchFetched(fetch.nonce(), List.of(batch)));
          return true;
        }
      }
    }
    return false;
  }

  // ---- what it says

  void send(Actions.Transmission send) {
    DisseminationMessage message = send.message();
    Optional<Integer> to = send.to().map(ReplicaId::value);
    if (message instanceof RelayBatch batch) {
      publish(batch);
    } else if (message instanceof BatchFetched answer && attacker.does(Attack.WITHHOLD_RELAYED)) {
      if (world.random.nextBoolean()) {
        say(to, new BatchFetched(answer.nonce(), List.of()));
      }
    } else {
      say(to, message);
    }
  }

  private void publish(RelayBatch batch) {
    if (attacker.does(Attack.INVALID_BATCH) && world.random.nextInt(3) == 0) {
      say(Optional.empty(), remember(with(batch, Relaying.invalid("of " + node.id))));
    } else if (attacker.does(Attack.EQUIVOCATE_LANE)) {
      RelayBatch other = remember(with(batch, batch.transactions().get(0)));
      toHalf(batch, 0);
      toHalf(other, 1);
    } else if (attacker.does(Attack.WITHHOLD_RELAYED)) {
      for (int id : world.ids()) {
        boolean accomplice = world.scenario.byzantine().containsKey(id);
        if (accomplice || id == (node.id + 1) % world.scenario.n()) {
          say(Optional.of(id), batch);
        }
      }
    } else {
      say(Optional.empty(), batch);
    }
  }

  private void toHalf(RelayBatch batch, int half) {
    for (int id : world.ids()) {
      if ((id & 1) == half) {
        say(Optional.of(id), batch);
      }
    }
    if (attacker.does(Attack.FALSE_MARKS)) {
      claimToHold(batch);
    }
  }

  private void claimToHold(RelayBatch batch) {
    HoldingVector.Entry entry = new HoldingVector.Entry(batch.position(), batch.digest());
    say(Optional.empty(), new HoldingVector(List.of(entry)));
  }

  /** At the same place of the lane, with one transaction more. */
  private static RelayBatch with(RelayBatch batch, TransactionBytes more) {
    List<TransactionBytes> transactions = new ArrayList<>(batch.transactions());
    transactions.add(more);
    return new RelayBatch(batch.position(), batch.floor(), batch.previous(), transactions);
  }

  /** A digest for a proposal: of a batch in another relay's name, good or bad, that only it has. */
  Optional<Digest> makeUp() {
    if (!attacker.does(Attack.MAKE_UP_BATCH)) {
      return Optional.empty();
    }
    ReplicaId framed = new ReplicaId(world.random.nextInt(world.scenario.n()));
    LanePosition position = new LanePosition(framed, 1L << 20, 1 + world.random.nextInt(20));
    boolean good = !heardOf.isEmpty() && world.random.nextInt(3) != 0;
    TransactionBytes content =
        good
            ? heardOf.get(world.random.nextInt(heardOf.size()))
            : Relaying.invalid("made up by " + node.id);
    Digest previous = Digest.sha256(new byte[] {(byte) world.random.nextInt(256)});
    RelayBatch batch = new RelayBatch(position, position.sequence(), previous, List.of(content));
    return Optional.of(remember(batch).digest());
  }

  private RelayBatch remember(RelayBatch batch) {
    madeUp.add(batch);
    if (madeUp.size() > MAX_MADE_UP) {
      madeUp.remove();
    }
    return batch;
  }

  private void say(Optional<Integer> to, DisseminationMessage message) {
    if (!attacker.does(Attack.SILENT)) {
      node.transmit(to, message);
    }
  }
}
