package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DecodersTest {
  private final Samples samples = new Samples(23);
  private final ConsortiumState state = samples.state(3);

  @TestFactory
  Stream<DynamicTest> everyControlPayloadKeepsTheContract() {
    return Stream.of(
            samples.dayKey(),
            new Admission(samples.member(9)),
            samples.revocation(state, 2),
            new Erasure(List.of(samples.hash(), samples.hash())),
            new AccessDigest(samples.hash(), 77),
            new RecoverySamples().recovery())
        .map(
            payload ->
                DynamicTest.dynamicTest(
                    payload.kind().name(),
                    () ->
                        DecoderContract.check(
                            payload.encode(),
                            bytes -> ControlPayload.decode(payload.kind(), bytes).encode())));
  }

  @Test
  void aTransactionKeepsTheContract() {
    DecoderContract.check(
        samples.record(state).encode(), bytes -> Transaction.decode(bytes).encode());
    DecoderContract.check(
        samples.control(samples.dayKey()).encode(), bytes -> Transaction.decode(bytes).encode());
  }

  @Test
  void headersKeepTheContract() {
    DecoderContract.check(
        samples.record(state).header().encode(), bytes -> TransactionHeader.decode(bytes).encode());
    DecoderContract.check(
        BlockHeader.genesis(Samples.CHAIN, state, 5).encode(),
        bytes -> BlockHeader.decode(bytes).encode());
  }

  @Test
  void theStateKeepsTheContract() {
    DecoderContract.check(state.encode(), bytes -> ConsortiumState.decode(bytes).encode());
  }

  @Test
  void aRecordIsNoOrder() {
    byte[] body = samples.dayKey().encode();
    assertThatThrownBy(() -> ControlPayload.decode(TransactionKind.RECORD, body))
        .isInstanceOf(MalformedEncodingException.class);
  }

  @Test
  void anOrderOfOneKindIsNotReadAsAnother() {
    byte[] body = samples.dayKey().encode();
    for (TransactionKind kind : TransactionKind.values()) {
      if (kind != TransactionKind.DAY_KEY) {
        assertThatThrownBy(() -> ControlPayload.decode(kind, body))
            .isInstanceOf(MalformedEncodingException.class);
      }
    }
  }
}
