package org.healthchain.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisseminationCodecTest {
  private final Random random = new Random(4);

  @Test
  void everyMessageComesBackAsItWas() throws MalformedMessageException {
    for (Message message : samples()) {
      byte[] bytes = MessageCodec.encode(message);
      assertThat(MessageCodec.decode(bytes)).isEqualTo(message);
      assertThat(MessageCodec.encode(MessageCodec.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void hopsAndBatchesHaveOnlyTheSizesOfTheBuckets() {
    for (int i = 0; i < 300; i++) {
      List<TransactionBytes> some = transactions(1 + random.nextInt(20), 1 + random.nextInt(4_000));
      assertBucket(MessageCodec.encode(new MixHop(i, some)).length);
      assertBucket(MessageCodec.encode(batch(some)).length);
    }
  }

  private static void assertBucket(int bytes) {
    assertThat(Integer.bitCount(bytes)).as("a power of two: %d", bytes).isEqualTo(1);
    assertThat(bytes).isGreaterThanOrEqualTo(SizeBuckets.SMALLEST_BYTES);
  }

  @Test
  void hopsOfLikeSizeLookAlike() {
    int one = MessageCodec.encode(new MixHop(1, transactions(1, 1_100))).length;
    int other = MessageCodec.encode(new MixHop(2, transactions(1, 1_900))).length;
    int three = MessageCodec.encode(new MixHop(3, transactions(3, 600))).length;
    assertThat(one).isEqualTo(other).isEqualTo(three);
  }

  @Test
  void aDummyIsAsLongAsARealHop() throws MalformedMessageException {
    byte[] dummy = MessageCodec.encode(new MixHop(1, List.of(), 4_096));
    MixHop hop = new MixHop(2, transactions(2, 900), 4_096);
    byte[] real = MessageCodec.encode(hop);
    assertThat(dummy).hasSize(4_096);
    assertThat(real).hasSize(4_096);
    assertThat(((MixHop) MessageCodec.decode(dummy)).transactions()).isEmpty();
    assertThat(MessageCodec.decode(real)).isEqualTo(hop);
  }

  @Test
  void noHopIsFilledUpWithoutBound() {
    byte[] longest = MessageCodec.encode(new MixHop(1, List.of(), MixHop.MAX_FILLED_BYTES));
    assertMalformed(Arrays.copyOf(longest, 2 * longest.length));
    assertMalformed(Arrays.copyOf(longest, longest.length - 1_024));
    assertThatThrownBy(() -> new MixHop(1, List.of(), 2 * MixHop.MAX_FILLED_BYTES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MixHop(1, List.of(), 3_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherPaddingIsRefused() {
    byte[] bytes = MessageCodec.encode(new MixHop(1, transactions(1, 100)));
    byte[] dirty = bytes.clone();
    dirty[dirty.length - 1] = 1;
    assertMalformed(dirty);
    assertMalformed(Arrays.copyOf(bytes, bytes.length - 1));
    assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
    assertMalformed(Arrays.copyOf(bytes, bytes.length + SizeBuckets.SMALLEST_BYTES / 2));
  }

  @Test
  void theDigestCoversEveryField() {
    List<TransactionBytes> some = transactions(3, 50);
    RelayBatch batch = batch(some);
    LanePosition at = batch.position();
    LanePosition otherRelay = new LanePosition(new ReplicaId(9), at.incarnation(), at.sequence());
    LanePosition otherLife = new LanePosition(at.relay(), 77, at.sequence());
    LanePosition later = new LanePosition(at.relay(), at.incarnation(), at.sequence() + 1);
    List<RelayBatch> variants =
        List.of(
            new RelayBatch(otherRelay, batch.floor(), batch.previous(), some),
            new RelayBatch(otherLife, batch.floor(), batch.previous(), some),
            new RelayBatch(later, batch.floor(), batch.previous(), some),
            new RelayBatch(at, batch.floor() + 1, batch.previous(), some),
            new RelayBatch(at, batch.floor(), Digest.ZERO, some),
            new RelayBatch(at, batch.floor(), batch.previous(), some.subList(0, 2)));
    assertThat(variants).extracting(RelayBatch::digest).doesNotContain(batch.digest());
  }

  @Test
  void aStoredBatchComesBackWithItsDigest() throws MalformedMessageException {
    RelayBatch batch = batch(transactions(5, 300));
    RelayBatch back = DisseminationCodec.decodeStored(DisseminationCodec.encodeStored(batch));
    assertThat(back.digest()).isEqualTo(batch.digest());
    assertThat(back.transactions()).isEqualTo(batch.transactions());
  }

  @Test
  void whateverComesTheDecoderAnswersOrRefuses() {
    List<Message> samples = samples();
    for (int i = 0; i < 40_000; i++) {
      byte[] bytes = MessageCodec.encode(samples.get(i % samples.size()));
      int flips = 1 + random.nextInt(3);
      for (int j = 0; j < flips; j++) {
        bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
      }
      boolean cut = random.nextInt(4) == 0;
      decodeOrRefuse(cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
    }
  }

  private static void decodeOrRefuse(byte[] bytes) {
    try {
      Message message = MessageCodec.decode(bytes);
      assertThat(Arrays.equals(MessageCodec.encode(message), bytes)).isTrue();
    } catch (MalformedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class);
  }

  private List<Message> samples() {
    RelayBatch batch = batch(transactions(4, 90));
    return List.of(
        new MixHop(5, transactions(3, 200)),
        new MixHop(Long.MAX_VALUE, List.of()),
        new MixHop(6, transactions(2, 200), 8_192),
        new HopReceipt(8),
        batch,
        new HoldingVector(List.of(new HoldingVector.Entry(batch.position(), batch.digest()))),
        new HoldingVector(List.of()),
        new BatchFetch(9, batch.digest(), BatchFetch.MAX_ANCESTORS),
        new BatchFetched(10, List.of(batch, batch(transactions(1, 1)))),
        new BatchFetched(11, List.of()));
  }

  private static RelayBatch batch(List<TransactionBytes> transactions) {
    return new RelayBatch(
        new LanePosition(new ReplicaId(3), 1L << 21, 12),
        7,
        Digest.sha256(new byte[] {1}),
        transactions);
  }

  private List<TransactionBytes> transactions(int count, int bytes) {
    List<TransactionBytes> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      list.add(TransactionBytes.of(content));
    }
    return list;
  }
}
