package org.healthchain.consensus.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.Application;

/**
 * A ledger that fails now and then, as a database may, and takes nothing that is out of place:
 * where the real one would be lenient, the host has made a mistake that another interleaving would
 * not forgive.
 */
final class StrictLedger implements Application {
  /** One call of so many fails, half of them after it took effect. */
  private static final int CALLS_PER_FAILURE = 60;

  private final HostWorld world;
  private final SimHost host;

  /** The height of a call that took effect and failed: only its repetition may come again. */
  private long repeatable;

  StrictLedger(HostWorld world, SimHost host) {
    this.world = world;
    this.host = host;
  }

  private static final class DatabaseAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseAway() {
      super("the database is away", null, false, false);
    }
  }

  private long height() {
    return host.ledger().height();
  }

  // ---- what changes the ledger

  @Override
  public ExecutedBlock execute(int epoch, Proposal proposal, List<RelayBatch> batches) {
    long height = proposal.sequenceNumber().value();
    inPlace("executes", height);
    if (height > height() && epoch != chainState().membership().epoch()) {
      throw world.violated("epoch: node " + host.id + " executes " + height + " in " + epoch);
    }
    return change(height, () -> host.ledger().execute(epoch, proposal, batches));
  }

  @Override
  public Optional<ExecutedBlock> install(byte[] block) {
    long height = read(block).orElseThrow().height().value();
    inPlace("installs", height);
    world.count("block installed");
    ExecutedBlock installed =
        change(
            height,
            () ->
                host.ledger()
                    .install(block)
                    .orElseThrow(
                        () ->
                            world.violated(
                                "agreement: node " + host.id + " cannot install " + height)));
    return Optional.of(installed);
  }

  private void inPlace(String does, long height) {
    boolean repeated = height == height() && height == repeatable;
    if (height != height() + 1 && !repeated) {
      throw world.violated(
          "out of place: node " + host.id + " " + does + " " + height + " on top of " + height());
    }
  }

  private ExecutedBlock change(long height, Supplier<ExecutedBlock> call) {
    boolean fails = !world.healed() && world.random.nextInt(CALLS_PER_FAILURE) == 0;
    if (fails && world.random.nextBoolean()) {
      world.count("call failed");
      throw new DatabaseAway();
    }
    ExecutedBlock block;
    try {
      block = call.get();
    } catch (RuntimeException e) {
      throw world.violated("node " + host.id + " at " + height + ": " + e);
    }
    world.invariants.appended(
        host.id,
        height,
        block.headerHash(),
        block.committed(),
        block.nextMembership().orElse(world.first));
    world.trace(host.id, "has " + height + " " + block.headerHash());
    if (fails) {
      world.count("call failed after it took effect");
      repeatable = height;
      throw new DatabaseAway();
    }
    repeatable = 0;
    return block;
  }

  @Override
  public void certified(CheckpointCertificate certificate) {
    world.invariants.certified(host.id, certificate);
    host.ledger().certified(certificate);
  }

  @Override
  public void membershipChanged(Membership membership, SequenceNumber epochFirst) {
    world.count("membership changed");
  }

  @Override
  public void submission(Digest transactionId, SubmissionFate state) {
    if (state == SubmissionFate.INVALID) {
      throw world.violated("node " + host.id + " finds its own valid transaction invalid");
    }
    host.ledger().submission(transactionId, state);
  }

  // ---- what only asks

  @Override
  public ChainState chainState() {
    return host.ledger().chainState();
  }

  @Override
  public List<Verdict> validate(List<TransactionBytes> transactions) {
    return host.ledger().validate(transactions);
  }

  @Override
  public Optional<byte[]> block(SequenceNumber height) {
    return host.ledger().block(height);
  }

  @Override
  public Optional<FetchedBlock> read(byte[] block) {
    return host.ledger().read(block);
  }

  @Override
  public Optional<Digest> idOf(TransactionBytes transaction) {
    return host.ledger().idOf(transaction);
  }

  @Override
  public boolean isExecuted(Digest transactionId) {
    return host.ledger().isExecuted(transactionId);
  }
}
