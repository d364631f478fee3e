package org.healthchain.consensus.simulation;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.Signer;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/**
 * A node's own processor: work waits until the work before it is done, and what a piece of work
 * sends leaves when its cost is paid. With a free cost model everything happens at once.
 */
final class Cpu {
  private final EventQueue queue;
  private final CostModel costs;
  private long busyUntilMicros;
  private long owedNanos;
  private long totalNanos;

  Cpu(EventQueue queue, CostModel costs) {
    this.queue = queue;
    this.costs = costs;
  }

  /** Runs the work when the processor is free. */
  void submit(Runnable work) {
    if (costs.free()) {
      work.run();
      return;
    }
    long start = Math.max(queue.nowMicros(), busyUntilMicros);
    busyUntilMicros = start + settle();
    queue.at(
        start,
        () -> {
          work.run();
          busyUntilMicros = Math.max(busyUntilMicros, queue.nowMicros()) + settle();
        });
  }

  /** How long from now until what was charged so far is done: when a message really leaves. */
  long delayMicros() {
    return costs.free() ? 0 : Math.max(0, busyUntilMicros - queue.nowMicros()) + owedNanos / 1_000;
  }

  long totalNanos() {
    return totalNanos;
  }

  void reset() {
    busyUntilMicros = 0;
    owedNanos = 0;
  }

  private long settle() {
    long micros = owedNanos / 1_000;
    owedNanos -= micros * 1_000;
    return micros;
  }

  private void charge(long nanos) {
    owedNanos += nanos;
    totalNanos += nanos;
  }

  void receive(int bytes) {
    charge(costs.receiveNanos() + bytes * costs.perByteNanos());
  }

  void send(int bytes) {
    charge(costs.sendNanos() + bytes * costs.perByteNanos());
  }

  void persist(int records) {
    if (records > 0) {
      charge(costs.persistNanos());
    }
  }

  void execute(int batches) {
    charge(batches * costs.executePerBatchNanos());
  }

  /** The same ports, with every operation charged. */
  PbftCore.Ports charge(PbftCore.Ports ports) {
    if (costs.free()) {
      return ports;
    }
    Signer signer =
        new Signer() {
          @Override
          public Bytes sign(SignatureScheme scheme, byte[] statement) {
            charge(costs.signNanos());
            return ports.signer().sign(scheme, statement);
          }

          @Override
          public Bytes sign(SignatureScheme scheme, Bytes publicKey, byte[] statement) {
            charge(costs.signNanos());
            return ports.signer().sign(scheme, publicKey, statement);
          }
        };
    Verifier verifier =
        new Verifier() {
          @Override
          public boolean verify(SignatureScheme s, Bytes key, byte[] statement, Bytes signature) {
            charge(costs.verifyNanos());
            return ports.verifier().verify(s, key, statement, signature);
          }

          @Override
          public boolean verifyAggregate(List<Bytes> keys, byte[] statement, Bytes aggregate) {
            charge(costs.verifyAggregateNanos() + keys.size() * costs.verifyAggregatePerKeyNanos());
            return ports.verifier().verifyAggregate(keys, statement, aggregate);
          }
        };
    return new PbftCore.Ports(signer, verifier, this::chargedAggregate);
  }

  private Optional<Bytes> chargedAggregate(List<Bytes> shares) {
    charge(shares.size() * costs.aggregatePerShareNanos());
    return FakeCrypto.aggregate(shares);
  }
}
