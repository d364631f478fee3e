package org.healthchain.consensus.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Types 64 to 69: the messages of dissemination. Hops and batches are padded with zeros so that the
 * whole encoded message fills one of {@link SizeBuckets}: a batch the smallest that holds it, a hop
 * that or a larger one. Every message has one encoding.
 */
public final class DisseminationCodec {
  static final int MIX_HOP = 64;
  static final int RELAY_BATCH = 65;
  static final int HOLDING_VECTOR = 66;
  static final int BATCH_FETCH = 67;
  static final int BATCH_FETCHED = 68;
  static final int HOP_RECEIPT = 69;

  /** Bounds on lists, whatever a peer sends. */
  public static final int MAX_TRANSACTIONS = 8192;

  private static final byte[] BATCH_LABEL =
      "HealthChain/batch/v1".getBytes(StandardCharsets.US_ASCII);

  private DisseminationCodec() {}

  static void write(WireWriter out, DisseminationMessage message) {
    message.accept(new Writer(out));
  }

  static DisseminationMessage read(int type, WireReader in) throws MalformedMessageException {
    return switch (type) {
      case MIX_HOP -> readHop(in);
      case RELAY_BATCH -> {
        RelayBatch batch = readBatch(in);
        checkPadding(in);
        yield batch;
      }
      case HOLDING_VECTOR ->
          new HoldingVector(in.list(Membership.MAX_MEMBERS, DisseminationCodec::readEntry));
      case BATCH_FETCH -> readFetch(in);
      case BATCH_FETCHED ->
          new BatchFetched(
              in.u64(Long.MAX_VALUE),
              in.list(BatchFetch.MAX_ANCESTORS + 1, DisseminationCodec::readBatch));
      case HOP_RECEIPT -> new HopReceipt(in.u64(Long.MAX_VALUE));
      default -> throw new MalformedMessageException("unknown type " + type);
    };
  }

  /** The form for disk and for the digest: without type and padding. */
  public static byte[] encodeStored(RelayBatch batch) {
    WireWriter out = new WireWriter(128 + batch.payloadBytes() + 4 * batch.transactions().size());
    writeBatch(out, batch);
    return out.toByteArray();
  }

  /** Reads {@link #encodeStored}. */
  public static RelayBatch decodeStored(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes);
    RelayBatch batch = readBatch(in);
    in.end();
    return batch;
  }

  static Digest digestOf(RelayBatch batch) {
    return Digest.sha256(BATCH_LABEL, encodeStored(batch));
  }

  private static void writeBatch(WireWriter out, RelayBatch batch) {
    writePosition(out, batch.position()).u64(batch.floor()).digest(batch.previous());
    writeTransactions(out, batch.transactions());
  }

  private static RelayBatch readBatch(WireReader in) throws MalformedMessageException {
    LanePosition position = readPosition(in);
    long floor = in.u64(position.sequence());
    if (floor == 0) {
      throw new MalformedMessageException("a lane begins at 1");
    }
    return new RelayBatch(position, floor, in.digest(), readTransactions(in));
  }

  private static MixHop readHop(WireReader in) throws MalformedMessageException {
    long nonce = in.u64(Long.MAX_VALUE);
    List<TransactionBytes> transactions = readTransactions(in);
    int total = in.position() + in.remaining();
    boolean filled = total <= MixHop.MAX_FILLED_BYTES && total == SizeBuckets.bucketBytes(total);
    if (!filled) {
      checkPadding(in);
    } else {
      checkZero(in);
    }
    return new MixHop(nonce, transactions, total);
  }

  private static BatchFetch readFetch(WireReader in) throws MalformedMessageException {
    long nonce = in.u64(Long.MAX_VALUE);
    Digest digest = in.digest();
    int ancestors = in.u31();
    if (ancestors > BatchFetch.MAX_ANCESTORS) {
      throw new MalformedMessageException("too many ancestors");
    }
    return new BatchFetch(nonce, digest, ancestors);
  }

  private static HoldingVector.Entry readEntry(WireReader in) throws MalformedMessageException {
    return new HoldingVector.Entry(readPosition(in), in.digest());
  }

  private static WireWriter writePosition(WireWriter out, LanePosition position) {
    return out.u16(position.relay().value()).u64(position.incarnation()).u64(position.sequence());
  }

  private static LanePosition readPosition(WireReader in) throws MalformedMessageException {
    ReplicaId relay = new ReplicaId(in.u16());
    long incarnation = in.u64(Long.MAX_VALUE);
    long sequence = in.u64(Long.MAX_VALUE);
    if (sequence == 0) {
      throw new MalformedMessageException("a lane begins at 1");
    }
    return new LanePosition(relay, incarnation, sequence);
  }

  private static void writeTransactions(WireWriter out, List<TransactionBytes> transactions) {
    out.u32(transactions.size());
    transactions.forEach(transaction -> transaction.writeTo(out));
  }

  private static List<TransactionBytes> readTransactions(WireReader in)
      throws MalformedMessageException {
    return in.list(MAX_TRANSACTIONS, TransactionBytes::read);
  }

  private static void pad(WireWriter out, int totalBytes) {
    out.raw(new byte[totalBytes - out.length()]);
  }

  private static void checkPadding(WireReader in) throws MalformedMessageException {
    int total = in.position() + in.remaining();
    int message = in.position();
    checkZero(in);
    if (total != SizeBuckets.bucketBytes(message)) {
      throw new MalformedMessageException("padded in another way than to the next bucket");
    }
  }

  private static void checkZero(WireReader in) throws MalformedMessageException {
    byte[] padding = in.raw(in.remaining());
    if (!Arrays.equals(padding, new byte[padding.length])) {
      throw new MalformedMessageException("padded with something else than zeros");
    }
  }

  private record Writer(WireWriter out) implements DisseminationMessage.Handler {
    @Override
    public void on(MixHop m) {
      writeTransactions(out.u8(MIX_HOP).u64(m.nonce()), m.transactions());
      pad(out, m.wireBytes());
    }

    @Override
    public void on(HopReceipt m) {
      out.u8(HOP_RECEIPT).u64(m.nonce());
    }

    @Override
    public void on(RelayBatch m) {
      writeBatch(out.u8(RELAY_BATCH), m);
      pad(out, SizeBuckets.bucketBytes(out.length()));
    }

    @Override
    public void on(HoldingVector m) {
      out.u8(HOLDING_VECTOR).u32(m.entries().size());
      for (HoldingVector.Entry entry : m.entries()) {
        writePosition(out, entry.position()).digest(entry.digest());
      }
    }

    @Override
    public void on(BatchFetch m) {
      out.u8(BATCH_FETCH).u64(m.nonce()).digest(m.digest()).u32(m.ancestors());
    }

    @Override
    public void on(BatchFetched m) {
      out.u8(BATCH_FETCHED).u64(m.nonce()).u32(m.batches().size());
      m.batches().forEach(batch -> writeBatch(out, batch));
    }
  }
}
