package org.healthchain.consensus.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Brings the ledger forward with blocks of peers: asks one source after the other, trusts only what
 * a quorum certified, and hands it to the application. Driven by the replica's thread.
 */
final class BlockFetcher {
  private static final Logger LOG = Logger.getLogger(BlockFetcher.class.getName());
  private static final long ANSWER_TIMEOUT_MILLIS = 3_000;
  private static final int MAX_CHUNK_BLOCKS = 1_024;
  private static final long MAX_CHUNK_BYTES = 256L << 20;

  private final BlockChunk.Trust trust;
  private final Application application;
  private final Ports ports;

  private @Nullable Job job;
  private BlockChunk chunk = new BlockChunk();
  private byte @Nullable [] partial;
  private int partialBytes;
  private int partialTotalBytes;

  @SuppressWarnings("NullAway.Init") // each fetch begins with restart()
  private SequenceNumber cursor;

  private boolean installing;
  private long nonce;
  private @Nullable ReplicaId asked;
  private int attemptsWithoutProgress;
  private long deadlineMillis = Long.MAX_VALUE;

  /** What the fetcher does through its host. */
  interface Ports {
    void ask(ReplicaId peer, BlockMessage.Request request);

    /** Installs in order until one fails; then calls {@link BlockFetcher#installed}. */
    void install(List<byte[]> blocks);

    /** The certificate of the block that the ledger ends with; it verifies. */
    void certificate(ReplicaId peer, CheckpointCertificate certificate);

    void reject(ReplicaId peer, Refusal reason);

    /** All is installed, or all that could be had. */
    void finished(ChainState state);
  }

  /** Where it is going and how far it has come. */
  private static final class Job {
    private SequenceNumber to;
    private Optional<CheckpointCertificate> proof = Optional.empty();
    private List<ReplicaId> sources = List.of();
    private SequenceNumber height;
    private Digest headerHash;
    private Membership membership;

    /** Of whom a certificate of the ledger's last block is wanted first, if it is. */
    private Optional<Membership> certifiers = Optional.empty();

    Job(ChainState from) {
      to = from.height();
      height = from.height();
      headerHash = from.headerHash();
      membership = from.membership();
    }
  }

  BlockFetcher(BlockChunk.Trust trust, Application application, Ports ports) {
    this.trust = trust;
    this.application = application;
    this.ports = ports;
  }

  boolean active() {
    return job != null;
  }

  /** What is being fetched, which must be something. */
  private Job job() {
    return Objects.requireNonNull(job, "nothing is being fetched");
  }

  /** Begins, or goes on toward a new goal. */
  void fetch(Command.FetchState goal, long nowMillis) {
    boolean fresh = job == null;
    if (fresh) {
      ChainState state = application.chainState();
      job = new Job(state);
      if (goal.from().equals(state.height())) {
        job().certifiers = Optional.of(state.lastMembership());
      }
    }
    job().to = goal.to();
    job().proof = goal.proof();
    job().sources = List.copyOf(goal.sources());
    if (fresh) {
      attemptsWithoutProgress = 0;
      restart();
      ask(nowMillis);
    }
  }

  void answered(ReplicaId peer, BlockMessage.Answer answer, long nowMillis) {
    if (job == null || answer.nonce() != nonce || !peer.equals(asked)) {
      ports.reject(peer, Refusal.BLOCKS_UNASKED);
      return;
    }
    asked = null;
    if (answer.pieces().isEmpty()) {
      tryAnother(nowMillis);
      return;
    }
    for (BlockMessage.Piece piece : answer.pieces()) {
      if (!take(peer, piece)) {
        ports.reject(peer, Refusal.BLOCKS_THAT_DO_NOT_FIT);
        restart();
        tryAnother(nowMillis);
        return;
      }
    }
    goOn(peer, nowMillis);
  }

  void tick(long nowMillis) {
    if (job != null && nowMillis >= deadlineMillis) {
      asked = null;
      tryAnother(nowMillis);
    }
  }

  long nextWakeupMillis() {
    return job == null ? Long.MAX_VALUE : deadlineMillis;
  }

  /** The answer to {@link Ports#install}: what was appended, perhaps less than was given. */
  void installed(List<Application.ExecutedBlock> blocks, boolean all, long nowMillis) {
    installing = false;
    if (job == null) {
      return;
    }
    for (Application.ExecutedBlock block : blocks) {
      job().height = block.height();
      job().headerHash = block.headerHash();
      block.nextMembership().ifPresent(this::enter);
      attemptsWithoutProgress = 0;
    }
    if (!all) {
      LOG.log(Level.SEVERE, "A certified block does not execute as it did elsewhere");
      finish();
      return;
    }
    goOn(asked, nowMillis);
  }

  /**
   * An epoch ended. Its members' certificate of that block may have come from elsewhere and not
   * with it: then it is fetched for its sake before anything rests on the new members.
   */
  private void enter(Membership next) {
    Membership former = job().membership;
    job().membership = next;
    SequenceNumber height = job().height;
    boolean here =
        application.chainState().certified().filter(c -> c.height().equals(height)).isPresent();
    if (!here) {
      job().certifiers = Optional.of(former);
      asked = null;
      restart();
    }
  }

  private void goOn(@Nullable ReplicaId source, long nowMillis) {
    if (!installing && !chunk.follows(job().height, job().headerHash)) {
      restart();
      asked = null;
      tryAnother(nowMillis);
      return;
    }
    if (!installing) {
      int trusted = wanted(chunk.trusted(job().membership, job().proof, trust));
      if (trusted > 0) {
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < trusted; i++) {
          blocks.add(chunk.removeFirst());
        }
        installing = true;
        ports.install(blocks);
      }
    }
    if (!installing && job().height.compareTo(job().to) >= 0) {
      finish();
    } else if (cursor.compareTo(job().to) > 0) {
      if (!installing && asked == null) {
        // All came and nothing certifies it (any more): perhaps another source knows better.
        restart();
        tryAnother(nowMillis);
      }
    } else if (chunk.size() >= MAX_CHUNK_BLOCKS || chunk.bytes() >= MAX_CHUNK_BYTES) {
      if (!installing) {
        if (source != null) {
          ports.reject(source, Refusal.BLOCKS_WITHOUT_CERTIFICATES);
        }
        restart();
        tryAnother(nowMillis);
      }
    } else if (asked == null) {
      ask(nowMillis);
    }
  }

  /**
   * Never beyond the goal, whatever a source sends on top: the core may wait for just that height.
   */
  private int wanted(int trusted) {
    return (int) Math.min(trusted, Math.max(0, job().to.value() - job().height.value()));
  }

  private boolean take(ReplicaId peer, BlockMessage.Piece piece) {
    if (!piece.height().equals(cursor)
        || piece.offset() != partialBytes
        || (partial != null && partialTotalBytes != piece.blockBytes())) {
      return false;
    }
    append(piece);
    if (partialBytes < partialTotalBytes) {
      return true;
    }
    byte[] whole = partial;
    partial = null;
    partialBytes = 0;
    cursor = cursor.next();
    Optional<Application.FetchedBlock> block = application.read(whole);
    if (block.isPresent() && job().certifiers.isPresent()) {
      return takeCertificate(peer, block.get());
    }
    return block.isPresent() && chunk.add(whole, block.get());
  }

  /** Takes room as bytes come: what a source claims of the block's length costs nothing. */
  private void append(BlockMessage.Piece piece) {
    int needed = partialBytes + piece.bytes().length;
    if (partial == null) {
      partialTotalBytes = piece.blockBytes();
      partial = new byte[needed];
    } else if (needed > partial.length) {
      long doubled = Math.max(needed, 2L * partial.length);
      partial = Arrays.copyOf(partial, (int) Math.min(partialTotalBytes, doubled));
    }
    System.arraycopy(piece.bytes(), 0, partial, partialBytes, piece.bytes().length);
    partialBytes = needed;
  }

  /** Bytes that are kept for a block of which only a part has come. */
  int partialCapacityBytes() {
    return partial == null ? 0 : partial.length;
  }

  /** The block is here already, without the certificate that later blocks rest on. */
  private boolean takeCertificate(ReplicaId peer, Application.FetchedBlock block) {
    if (!block.height().equals(job().height)
        || !block.headerHash().equals(job().headerHash)
        || !trust.certifies(block.certificate(), block, job().certifiers.get())) {
      return false;
    }
    job().certifiers = Optional.empty();
    ports.certificate(peer, block.certificate().get());
    return true;
  }

  private void tryAnother(long nowMillis) {
    attemptsWithoutProgress++;
    partial = null;
    partialBytes = 0;
    if (installing) {
      deadlineMillis = nowMillis + ANSWER_TIMEOUT_MILLIS;
    } else if (attemptsWithoutProgress > 2 * job().sources.size()) {
      finish();
    } else {
      ask(nowMillis);
    }
  }

  private void ask(long nowMillis) {
    deadlineMillis = nowMillis + ANSWER_TIMEOUT_MILLIS;
    if (job().sources.isEmpty()) {
      // What is being installed counts: the state that finishing tells must not change any more.
      if (!installing) {
        finish();
      }
      return;
    }
    ReplicaId next = job().sources.get(attemptsWithoutProgress % job().sources.size());
    asked = next;
    nonce++;
    ports.ask(next, new BlockMessage.Request(nonce, cursor, partialBytes));
  }

  private void restart() {
    chunk = new BlockChunk();
    partial = null;
    partialBytes = 0;
    cursor = job().certifiers.isPresent() ? job().height : job().height.next();
  }

  private void finish() {
    if (installing) {
      throw new IllegalStateException("a fetch ends while its blocks are being installed");
    }
    job = null;
    chunk = new BlockChunk();
    partial = null;
    asked = null;
    deadlineMillis = Long.MAX_VALUE;
    ports.finished(application.chainState());
  }
}
