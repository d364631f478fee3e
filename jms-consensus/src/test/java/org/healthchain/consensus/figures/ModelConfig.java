package org.healthchain.consensus.figures;

import java.util.Set;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.dissemination.DisseminationConfig;

/**
 * One consortium of the model.
 *
 * @param clients closed-loop, spread over the replicas that are not silent
 * @param machine each replica's, or the one that all share
 * @param network between the replicas
 * @param groupSignatures whether transactions are signed and verified (else they are opaque)
 * @param broker whether frames go through brokers, which cost processor time on their own threads;
 *     else they go straight into the peer's inbox and the replica's thread checks their signatures
 * @param forced whether votes and batches are forced to the disk
 * @param silent replicas that are down from the start
 * @param liars relays that publish their batches to each other and one honest replica, just enough
 *     to have them ordered, and serve nobody who lacks them
 */
record ModelConfig(
    int n,
    int clients,
    long seed,
    MachineConfig machine,
    NetworkConfig network,
    boolean groupSignatures,
    boolean broker,
    boolean forced,
    Set<Integer> silent,
    Set<Integer> liars,
    PbftConfig pbft,
    DisseminationConfig dissemination) {
  static final int TRANSACTION_BYTES = 1_024;

  /**
   * @param shared whether all replicas run on one machine
   */
  record MachineConfig(int cores, double speed, boolean shared) {}

  /**
   * @param bitsPerSecond of each server's line, in each direction
   * @param minLatencyMicros of a pair of servers; drawn for each pair and then kept
   */
  record NetworkConfig(long bitsPerSecond, long minLatencyMicros, long maxLatencyMicros) {
    static NetworkConfig region() {
      return new NetworkConfig(1_000_000_000L, 500, 5_000);
    }

    static NetworkConfig none() {
      return new NetworkConfig(1_000_000_000_000L, 0, 1);
    }
  }

  /** A region's hospitals: a machine of two cores each, 1 Gbit/s, 0.5 to 5 ms apart. */
  static ModelConfig region(int n, int clients, long seed) {
    return new ModelConfig(
        n,
        clients,
        seed,
        new MachineConfig(2, 1, false),
        NetworkConfig.region(),
        true,
        true,
        true,
        Set.of(),
        Set.of(),
        PbftConfig.forMembers(n),
        DisseminationConfig.forInstitutions(n));
  }

  ModelConfig withSilent(Set<Integer> ids) {
    return new ModelConfig(
        n,
        clients,
        seed,
        machine,
        network,
        groupSignatures,
        broker,
        forced,
        ids,
        liars,
        pbft,
        dissemination);
  }

  ModelConfig withLiars(Set<Integer> ids) {
    return new ModelConfig(
        n,
        clients,
        seed,
        machine,
        network,
        groupSignatures,
        broker,
        forced,
        silent,
        ids,
        pbft,
        dissemination);
  }
}
