package org.healthchain.consensus.simulation;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.healthchain.consensus.replica.HostedReplica;

/**
 * The threads of one life of a simulated server beside the replica's own, and how long each takes
 * for what it does. Some lives are slower than others, and every one stalls now and then, as long
 * as there are faults.
 */
final class HostThreads implements HostedReplica.Threads {
  /** How long a change of the ledger takes at most, for one life. */
  private static final long[] MAX_LEDGER_MICROS = {4_000, 4_000, 30_000, 1_500_000};

  private final HostWorld world;
  private final boolean busy;
  private final long maxLedgerMicros;
  private final SimThread forLedger;
  private final SimThread forValidation;
  private final SimThread forDisk;
  private final SimThread forReader;

  /**
   * @param alive whether this life still lasts
   * @param afterLedgerTask after every task of the ledger's thread
   */
  HostThreads(HostWorld world, BooleanSupplier alive, Runnable afterLedgerTask) {
    this.world = world;
    busy = world.random.nextInt(8) == 0;
    maxLedgerMicros = MAX_LEDGER_MICROS[world.random.nextInt(MAX_LEDGER_MICROS.length)];
    LongSupplier shortMicros = () -> 200 + world.random.nextLong(4_000);
    forLedger = new SimThread(world.queue, alive, this::ledgerMicros, afterLedgerTask);
    forValidation = new SimThread(world.queue, alive, shortMicros, () -> {});
    forDisk = new SimThread(world.queue, alive, this::diskMicros, () -> {});
    forReader = new SimThread(world.queue, alive, shortMicros, () -> {});
  }

  @Override
  public void ledger(Runnable task) {
    forLedger.execute(task);
  }

  @Override
  public void validation(Runnable task) {
    forValidation.execute(task);
  }

  @Override
  public void reader(Runnable task) {
    forReader.execute(task);
  }

  @Override
  public void disk(Runnable task) {
    forDisk.execute(task);
  }

  @Override
  public void pause(long millis) {
    throw new SimThread.Pause(millis);
  }

  boolean diskIsBusy() {
    return forDisk.isBusy();
  }

  /** The process ends while its disk may be at work. */
  void cutDiskShort() {
    forDisk.cutShort();
  }

  // ---- how long it takes

  /** Mostly short; now and then, and often on a busy one, a machine has something else to do. */
  long roundMicros() {
    if (!world.healed() && world.random.nextInt(busy ? 50 : 1_000) == 0) {
      return world.random.nextLong(2_000_000);
    }
    return world.random.nextLong(2_000);
  }

  /** Quick or slow for a whole life, and sometimes slower than any timeout. */
  private long ledgerMicros() {
    long max = world.healed() ? MAX_LEDGER_MICROS[0] : maxLedgerMicros;
    boolean stalls = !world.healed() && world.random.nextInt(200) == 0;
    return 200 + world.random.nextLong(stalls ? 5_000_000 : max);
  }

  /** Mostly quick; now and then, and on a busy machine often, others have more to write. */
  private long diskMicros() {
    boolean stalls = !world.healed() && world.random.nextInt(busy ? 50 : 500) == 0;
    return 100 + world.random.nextLong(stalls ? 2_000_000 : 8_000);
  }
}
