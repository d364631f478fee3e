package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.HopReceipt;
import org.healthchain.consensus.message.MixHop;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Takes hops from peers, dummies like real ones: removes duplicates, keeps each peer within its
 * quota, and has every transaction validated before the mix gets it, so that an honest relay never
 * passes on a bad one. Whoever sends a bad one is therefore at fault, and is not listened to for a
 * while.
 */
final class HopIntake {
  private final Context context;
  private final Mix mix;
  private final OwnLane lane;
  private final Map<ReplicaId, Peer> peers = new TreeMap<>();

  /** One peer's account. */
  private static final class Peer {
    final Memory<Long> nonces;
    final Allowance allowance;
    long bytesUnderWay;
    long penalisedUntilMillis;

    Peer(MixConfig limits, long nowMillis) {
      nonces = new Memory<>(limits.nonceMemory());
      allowance = new Allowance(limits.hopBytesPerSecond(), nowMillis);
    }
  }

  HopIntake(Context context, Mix mix, OwnLane lane) {
    this.context = context;
    this.mix = mix;
    this.lane = lane;
  }

  void received(ReplicaId sender, MixHop hop) {
    Peer peer = peers.computeIfAbsent(sender, id -> new Peer(context.config.mix(), context.now()));
    Optional<DropReason> refusal = refusal(peer, hop);
    if (refusal.isPresent()) {
      context.drops.count(sender, refusal.get());
      if (refusal.get() == DropReason.DUPLICATE_HOP) {
        receipt(sender, hop);
      }
      return;
    }
    receipt(sender, hop);
    // A dummy ends here: it has no transactions.
    Map<Digest, TransactionBytes> fresh = new LinkedHashMap<>();
    for (TransactionBytes transaction : hop.transactions()) {
      Optional<Digest> id = context.ledger.idOf(transaction);
      if (id.isEmpty()) {
        penalise(sender, peer, DropReason.MALFORMED_TRANSACTION);
        return;
      }
      if (isKnown(id.get()) || fresh.putIfAbsent(id.get(), transaction) != null) {
        context.drops.count(sender, DropReason.DUPLICATE_TRANSACTION);
      }
    }
    if (!fresh.isEmpty()) {
      validate(sender, peer, fresh);
    }
  }

  /** Says nothing about what becomes of it: a duplicate is receipted like a new one. */
  private void receipt(ReplicaId sender, MixHop hop) {
    context.send(sender, new HopReceipt(hop.nonce()));
  }

  void retain(Institutions institutions) {
    peers.keySet().removeIf(id -> !institutions.knows(id));
  }

  private Optional<DropReason> refusal(Peer peer, MixHop hop) {
    MixConfig limits = context.config.mix();
    long bytes = bytesOf(hop.transactions());
    if (!context.isRelay()) {
      return Optional.of(DropReason.NOT_A_RELAY);
    }
    if (!peer.allowance.isLeft(limits.hopBytesPerSecond(), context.now())) {
      return Optional.of(DropReason.PEER_QUOTA);
    }
    peer.allowance.take(hop.wireBytes());
    if (context.now() < peer.penalisedUntilMillis) {
      return Optional.of(DropReason.PENALISED);
    }
    if (bytes > Math.max(limits.maxHopBytes(), TransactionBytes.MAX_BYTES)
        || hop.transactions().size() > limits.maxHopTransactions()) {
      return Optional.of(DropReason.OVERSIZED);
    }
    if (lane.isStalled()) {
      return Optional.of(DropReason.POOL_FULL);
    }
    if (peer.bytesUnderWay + bytes > limits.peerQuotaBytes()) {
      return Optional.of(DropReason.PEER_QUOTA);
    }
    return peer.nonces.add(hop.nonce()) ? Optional.empty() : Optional.of(DropReason.DUPLICATE_HOP);
  }

  private boolean isKnown(Digest id) {
    return mix.holdsRelayed(id) || lane.carries(id) || context.ledger.isExecuted(id);
  }

  private void validate(ReplicaId sender, Peer peer, Map<Digest, TransactionBytes> fresh) {
    List<Digest> ids = List.copyOf(fresh.keySet());
    List<TransactionBytes> transactions = new ArrayList<>(fresh.values());
    peer.bytesUnderWay += bytesOf(transactions);
    context.validate(
        transactions,
        verdicts -> {
          for (int i = 0; i < ids.size(); i++) {
            judged(sender, peer, ids.get(i), transactions.get(i), verdicts.get(i));
          }
        });
  }

  private void judged(
      ReplicaId sender, Peer peer, Digest id, TransactionBytes transaction, Verdict verdict) {
    Runnable release = () -> peer.bytesUnderWay -= transaction.size();
    if (verdict == Verdict.VALID && !isKnown(id)) {
      mix.holdRelayed(id, transaction, release);
      return;
    }
    release.run();
    switch (verdict) {
      case VALID -> context.drops.count(sender, DropReason.DUPLICATE_TRANSACTION);
      case UNDECIDED -> context.drops.count(sender, DropReason.UNDECIDED);
      case INVALID -> penalise(sender, peer, DropReason.INVALID_TRANSACTION);
    }
  }

  private void penalise(ReplicaId sender, Peer peer, DropReason reason) {
    context.drops.count(sender, reason);
    peer.penalisedUntilMillis = context.now() + context.config.mix().penaltyMillis();
  }

  private static long bytesOf(List<TransactionBytes> transactions) {
    return transactions.stream().mapToLong(TransactionBytes::size).sum();
  }
}
