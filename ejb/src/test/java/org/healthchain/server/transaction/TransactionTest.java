package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final Samples samples = new Samples(1);
  private final Transaction record = samples.record(samples.state(4));

  @Test
  void aTransactionSurvivesItsEncoding() throws Exception {
    assertThat(Transaction.decode(record.encode())).isEqualTo(record);
    assertThat(record.header().encode()).hasSize(TransactionHeader.BYTES);
    assertThat(record.bodyFits()).isTrue();
  }

  @Test
  void anErasedTransactionKeepsIdAndLeaf() throws Exception {
    Transaction erased =
        Transaction.decode(new Transaction(record.header(), record.authorisation(), null).encode());
    assertThat(erased.erased()).isTrue();
    assertThat(erased.id()).isEqualTo(record.id());
    assertThat(erased.leaf()).isEqualTo(record.leaf());
  }

  @Test
  void everyBitFlipIsRefusedOrShowsInIdAuthorisationOrBody() {
    byte[] encoded = record.encode();
    for (int bit = 0; bit < encoded.length * 8; bit++) {
      byte[] flipped = flip(encoded, bit);
      try {
        Transaction other = Transaction.decode(flipped);
        assertThat(other.encode()).as("bit %d", bit).isEqualTo(flipped);
        boolean shows =
            !other.id().equals(record.id())
                || !Arrays.equals(other.leaf(), record.leaf())
                || !other.bodyFits();
        assertThat(shows).as("bit %d", bit).isTrue();
      } catch (MalformedEncodingException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void everyTruncationAndEveryExtraByteIsRefused() {
    byte[] encoded = record.encode();
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> Transaction.decode(cut))
          .isInstanceOf(MalformedEncodingException.class);
    }
    byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
    assertThatThrownBy(() -> Transaction.decode(longer))
        .isInstanceOf(MalformedEncodingException.class);
  }

  @Test
  void randomBytesAreNeverMoreThanRefused() {
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = samples.bytes(i % 400);
      assertThatThrownBy(() -> Transaction.decode(noise))
          .isInstanceOf(MalformedEncodingException.class);
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    byte[] encoded = record.encode();
    int lengthAt = TransactionHeader.BYTES + 2 + record.authorisation().length() + 1;
    byte[] huge = encoded.clone();
    huge[lengthAt + 1] = 1;
    huge[lengthAt + 3] = 1;
    assertThatThrownBy(() -> Transaction.decode(huge)).hasMessageContaining("above the limit");
    assertThatThrownBy(
            () ->
                new Transaction(
                    record.header(), Opaque.EMPTY, samples.opaque(Transaction.MAX_BODY_BYTES + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signingAgainInALaterEpochKeepsWhatTheBodyIsBoundTo() {
    TransactionHeader later = record.header().inGroupEpoch(7);
    assertThat(later.associatedData()).isEqualTo(record.header().associatedData());
    assertThat(later.id()).isNotEqualTo(record.id());
  }

  @Test
  void theAssociatedDataBindsSerialNumberKeyNonceAndCorrection() {
    TransactionHeader header = record.header();
    TransactionHeader otherPatient =
        new TransactionHeader(
            header.kind(),
            header.chainId(),
            header.groupEpoch(),
            samples.hash(),
            header.bodyCommitment(),
            header.keyId(),
            header.algorithms(),
            header.nonce(),
            header.supersedes());
    assertThat(otherPatient.associatedData()).isNotEqualTo(header.associatedData());
  }

  @Test
  void aControlHeaderWithARecordsFieldsIsRefused() {
    byte[] header = record.header().encode();
    header[1] = (byte) TransactionKind.ADMIT.code();
    assertThatThrownBy(() -> TransactionHeader.decode(header))
        .isInstanceOf(MalformedEncodingException.class)
        .hasMessageContaining("do not fit");
  }

  static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }
}
