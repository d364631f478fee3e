package org.healthchain.server.transaction;

import java.util.List;
import java.util.stream.Stream;

/**
 * The manager's public key of a day (FR-8); also the body of a DAY_KEY transaction.
 *
 * @param publicKey X.509 encoding
 * @param validFromMillis from when institutions use it
 * @param validUntilMillis until when they should
 * @param graceUntilMillis until when a record under it is accepted into a block
 */
public record DayKey(
    Opaque publicKey, long validFromMillis, long validUntilMillis, long graceUntilMillis)
    implements ControlPayload {
  private static final int MAX_KEY_BYTES = 4096;

  public DayKey {
    if (publicKey.length() == 0
        || publicKey.length() > MAX_KEY_BYTES
        || validFromMillis < 0
        || validUntilMillis <= validFromMillis
        || graceUntilMillis < validUntilMillis) {
      throw new IllegalArgumentException("day key out of range");
    }
  }

  /** SHA-256 of the key's X.509 encoding. */
  public Hash keyId() {
    return Hash.sha256(publicKey.bytes());
  }

  @Override
  public TransactionKind kind() {
    return TransactionKind.DAY_KEY;
  }

  @Override
  public void write(CanonicalWriter out) {
    out.bytes16(publicKey).u64(validFromMillis).u64(validUntilMillis).u64(graceUntilMillis);
  }

  static DayKey read(CanonicalReader in) throws MalformedEncodingException {
    return new DayKey(in.bytes16(MAX_KEY_BYTES), in.u64(), in.u64(), in.u64());
  }

  /** Known from the next height on; keys past their grace are dropped. */
  @Override
  public StateChange applyTo(ConsortiumState state, BlockPlace place) {
    List<DayKey> known =
        state.dayKeys().stream()
            .filter(old -> old.graceUntilMillis() > place.timeMillis())
            .toList();
    if (state.dayKey(keyId()).isPresent()
        || graceUntilMillis <= place.timeMillis()
        || known.size() >= ConsortiumState.MAX_DAY_KEYS) {
      return StateChange.refused(state);
    }
    return StateChange.to(
        state.withDayKeys(Stream.concat(known.stream(), Stream.of(this)).toList()));
  }
}
