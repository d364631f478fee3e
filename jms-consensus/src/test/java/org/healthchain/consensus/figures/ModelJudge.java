package org.healthchain.consensus.figures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * The thread that judges transactions: what waits is judged together, and what was judged by hop is
 * not judged again in its batch, as in the real server.
 */
final class ModelJudge {
  private static final int MAX_TRANSACTIONS = 1_024;

  private final ModelConsortium world;
  private final ModelReplica replica;
  private final Machine.WorkerThread thread;
  private final Deque<Actions.Validation> waiting = new ArrayDeque<>();
  private final BitSet known = new BitSet();

  ModelJudge(ModelConsortium world, ModelReplica replica, Machine.WorkerThread thread) {
    this.world = world;
    this.replica = replica;
    this.thread = thread;
  }

  void clear() {
    waiting.clear();
    thread.clear();
  }

  void add(Actions.Validation task) {
    waiting.add(task);
    if (thread.idle()) {
      thread.submit(new Judging());
    }
  }

  private final class Judging implements Machine.Work {
    private final List<Actions.Validation> tasks = new ArrayList<>();

    @Override
    public Machine.Cost run() {
      int transactions = 0;
      int unknown = 0;
      while (!waiting.isEmpty()) {
        Actions.Validation next = waiting.peek();
        transactions += next.transactions().size();
        if (!tasks.isEmpty() && transactions > MAX_TRANSACTIONS) {
          break;
        }
        tasks.add(waiting.remove());
        for (TransactionBytes transaction : next.transactions()) {
          int number = Chain.number(transaction);
          if (!known.get(number)) {
            known.set(number);
            unknown++;
          }
        }
      }
      if (!world.config.groupSignatures()) {
        return new Machine.Cost(0, 0);
      }
      double hashing = transactions * world.costs.linear("sha256", ModelConfig.TRANSACTION_BYTES);
      return new Machine.Cost(hashing + world.costs.groupVerify(unknown), 0);
    }

    @Override
    public void done() {
      for (Actions.Validation task : tasks) {
        List<Verdict> verdicts = task.transactions().stream().map(one -> Verdict.VALID).toList();
        replica.inbox(() -> replica.judged(task.token(), verdicts));
      }
      if (!waiting.isEmpty()) {
        thread.submit(new Judging());
      }
    }
  }
}
