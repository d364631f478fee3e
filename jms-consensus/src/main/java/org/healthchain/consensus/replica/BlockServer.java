package org.healthchain.consensus.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.transport.FrameKind;
import org.healthchain.consensus.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Answers requests for blocks, one at a time for each peer, away from the replica's thread. */
final class BlockServer {
  private static final Logger LOG = Logger.getLogger(BlockServer.class.getName());

  private final Application application;
  private final Transport transport;
  private final Executor reader;
  private final Set<ReplicaId> busy = new HashSet<>();

  /** The block that pieces were cut from last; used by the reader's thread alone. */
  private @Nullable SequenceNumber cachedHeight;

  private byte @Nullable [] cachedBlock;

  BlockServer(Application application, Transport transport, Executor reader) {
    this.application = application;
    this.transport = transport;
    this.reader = reader;
  }

  /** False when this peer's former request is still being answered: the new one is dropped. */
  boolean requested(ReplicaId peer, BlockMessage.Request request) {
    synchronized (busy) {
      if (!busy.add(peer)) {
        return false;
      }
    }
    reader.execute(
        () -> {
          try {
            byte[] answer = BlockMessage.encode(answer(request));
            transport.send(peer, FrameKind.BLOCKS, answer);
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot read block " + request.height(), e);
          } finally {
            synchronized (busy) {
              busy.remove(peer);
            }
          }
        });
    return true;
  }

  private BlockMessage.Answer answer(BlockMessage.Request request) {
    List<BlockMessage.Piece> pieces = new ArrayList<>();
    int left = BlockMessage.MAX_ANSWER_BYTES;
    SequenceNumber height = request.height();
    int offset = request.offset();
    while (left > 0 && pieces.size() < BlockMessage.MAX_PIECES) {
      Optional<byte[]> block = block(height);
      if (block.isEmpty() || offset >= block.get().length) {
        break;
      }
      byte[] bytes = block.get();
      int end = Math.min(bytes.length, offset + left);
      byte[] part = Arrays.copyOfRange(bytes, offset, end);
      pieces.add(new BlockMessage.Piece(height, bytes.length, offset, part));
      left -= part.length;
      if (end < bytes.length) {
        break;
      }
      height = height.next();
      offset = 0;
    }
    return new BlockMessage.Answer(request.nonce(), pieces);
  }

  /** A block fetched in the midst must not change its certificate, and so its length, between. */
  private Optional<byte[]> block(SequenceNumber height) {
    if (cachedBlock != null && height.equals(cachedHeight)) {
      return Optional.of(cachedBlock);
    }
    Optional<byte[]> block = application.block(height);
    if (block.isPresent() && block.get().length > BlockMessage.MAX_ANSWER_BYTES / 2) {
      cachedHeight = height;
      cachedBlock = block.get();
    }
    return block;
  }
}
