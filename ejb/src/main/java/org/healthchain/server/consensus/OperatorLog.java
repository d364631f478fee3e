package org.healthchain.server.consensus;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.replica.OfflineLog;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.storage.StorageConfig;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.RecoveryReport;

/**
 * The vote log of an institution's server that does not run, for its operator: what was decided,
 * and the promise to take no more part in an epoch. Opening it counts as a start of the replica.
 */
public final class OperatorLog implements AutoCloseable {
  private final OfflineLog log;

  private OperatorLog(OfflineLog log) {
    this.log = log;
  }

  /**
   * @param hasTakenPart whether the ledger holds blocks of an epoch that the server is a member of
   */
  public static OperatorLog open(InstanceDirectory instance, boolean hasTakenPart)
      throws IOException {
    StorageConfig storage =
        StorageConfig.of(instance.voteLog(), instance.startMarker(), Durability.POWER_FAILURE);
    return new OperatorLog(
        OfflineLog.open(
            storage,
            Memberships.digest(instance.genesis().chainId()),
            new ReplicaId(instance.memberId()),
            hasTakenPart));
  }

  /**
   * That the server takes no more part in an epoch.
   *
   * @param report digest of the report that the operator signed
   * @param vote for a recovery block, if the operator has given one
   * @param block header hash of that block; zero without a vote
   */
  public record Promise(
      int epoch, int attempt, Hash report, Optional<RecoveryReport.Vote> vote, Hash block) {}

  /** The last one; empty if there is none, or the log is lost. */
  public Optional<Promise> promised() {
    return log.ended()
        .map(
            ended ->
                new Promise(
                    ended.epoch(),
                    ended.attempt(),
                    Memberships.hash(ended.report()),
                    ended
                        .vote()
                        .map(
                            vote ->
                                new RecoveryReport.Vote(
                                    vote.attempt(),
                                    vote.base().value(),
                                    Memberships.hash(vote.baseHash()))),
                    ended
                        .vote()
                        .map(vote -> Memberships.hash(vote.headerHash()))
                        .orElse(Hash.ZERO)));
  }

  /** Durable when it returns. */
  public void promise(Promise promise) throws IOException {
    log.write(
        new LogRecord.EpochEnded(
            promise.epoch(),
            promise.attempt(),
            Memberships.digest(promise.report()),
            promise
                .vote()
                .map(
                    vote ->
                        new LogRecord.RecoveryVote(
                            vote.attempt(),
                            new SequenceNumber(vote.baseHeight()),
                            Memberships.digest(vote.baseHash()),
                            Memberships.digest(promise.block())))));
  }

  /** Proofs of an epoch's decisions, by height, as {@link DecisionProofs} reads them. */
  public Map<Long, byte[]> decisions(int epoch) {
    Map<Long, byte[]> proofs = new TreeMap<>();
    for (CommittedProof proof : log.decided(epoch)) {
      proofs.put(proof.sequenceNumber().value(), MessageCodec.encode(proof));
    }
    return proofs;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
