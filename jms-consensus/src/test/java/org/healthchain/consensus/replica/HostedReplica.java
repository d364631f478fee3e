package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.Inbox;
import org.healthchain.consensus.transport.Transport;

/** The simulation's door to a real replica, without {@link ReplicaHost}'s thread and clock. */
public final class HostedReplica implements AutoCloseable {
  private final ReplicaLoop replica;

  /** Bugs of the host that a run may plant. */
  public enum Bug {
    NONE,
    /** Messages leave before what they rest on is on disk. */
    EFFECTS_FIRST,
    /** The log is written and not forced. */
    FORCES_NOTHING
  }

  /** Stands in for the threads that the application is called on. */
  public interface Threads {
    void ledger(Runnable task);

    void validation(Runnable task);

    void reader(Runnable task);

    /** What waits for the disk. */
    void disk(Runnable task);

    /** Never returns: the ledger's task ends by what this throws, and begins anew after a while. */
    void pause(long millis);
  }

  public HostedReplica(
      HostConfig config,
      Application application,
      Transport transport,
      Threads threads,
      Consumer<Runnable> replicaThread,
      RandomSource random,
      Bug bug) {
    replica =
        new ReplicaLoop(
            config,
            application,
            transport,
            new ApplicationRunner(adapted(threads), replicaThread),
            random,
            bug == Bug.EFFECTS_FIRST ? Set.of(ReplicaLoop.Plant.EFFECTS_FIRST) : Set.of());
  }

  private static ApplicationThreads adapted(Threads threads) {
    return new ApplicationThreads() {
      @Override
      public void ledger(Runnable task) {
        threads.ledger(task);
      }

      @Override
      public void validation(Runnable task) {
        threads.validation(task);
      }

      @Override
      public void reader(Runnable task) {
        threads.reader(task);
      }

      @Override
      public void disk(Runnable task) {
        threads.disk(task);
      }

      @Override
      public void pause(long millis) {
        threads.pause(millis);
      }

      @Override
      public void close() {}
    };
  }

  /** An answer with blocks as a source with fewer of them at hand gives it; else what is given. */
  public static byte[] shortened(byte[] blocks, int maxPieces) {
    try {
      if (BlockMessage.decode(blocks) instanceof BlockMessage.Answer answer
          && answer.pieces().size() > maxPieces) {
        return BlockMessage.encode(
            new BlockMessage.Answer(answer.nonce(), answer.pieces().subList(0, maxPieces)));
      }
      return blocks;
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public void start(long nowMillis) throws IOException {
    replica.start(nowMillis);
  }

  public void at(long nowMillis) {
    replica.at(nowMillis);
  }

  public void received(ReplicaId from, FrameKind kind, byte[] payload, long nowMillis) {
    replica.received(new Inbox.Received(from, kind, payload), nowMillis);
  }

  public void submit(TransactionBytes transaction, long nowMillis) {
    replica.submit(transaction, nowMillis);
  }

  public void finishRound(long nowMillis) throws IOException {
    replica.finishRound(nowMillis);
  }

  public long nextWakeupMillis() {
    return replica.nextWakeupMillis();
  }

  public HostStatus status(long nowMillis) {
    return replica.status(Optional.empty());
  }

  /** Closes the files; nothing is written. */
  @Override
  public void close() {
    replica.close();
  }
}
