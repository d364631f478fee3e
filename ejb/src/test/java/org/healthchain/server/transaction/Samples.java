package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Seeded random values of every type that has a canonical encoding. */
public final class Samples {
  public static final Hash CHAIN = Hash.sha256(new byte[] {42});
  public static final long NOON_MILLIS = 1_800_000_000_000L;
  private static final long DAY_MILLIS = 86_400_000L;

  private final Random random;
  private final Ed25519PrivateKeyParameters managerKey;

  public Samples(long seed) {
    random = new Random(seed);
    managerKey = new Ed25519PrivateKeyParameters(bytes(32), 0);
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public Opaque opaque(int length) {
    return Opaque.of(bytes(length));
  }

  public Hash hash() {
    return Hash.of(bytes(32));
  }

  public Ed25519PrivateKeyParameters managerKey() {
    return managerKey;
  }

  public Opaque managerPublicKey() {
    return Opaque.of(managerKey.generatePublicKey().getEncoded());
  }

  /** The key of the member of that id: its identity signs reports. */
  public static Ed25519PrivateKeyParameters identity(int memberId) {
    return new Ed25519PrivateKeyParameters(
        Hash.sha256(new byte[] {(byte) memberId, 77}).bytes(), 0);
  }

  /** A place in a block of that height and time. */
  public static BlockPlace at(long height, long timeMillis) {
    BlockHeader parent =
        new BlockHeader(CHAIN, height - 1, Hash.ZERO, Hash.ZERO, Hash.ZERO, 0, height - 1, 0, 0, 0);
    return new BlockPlace(parent, timeMillis, 0, 1);
  }

  public MemberCredential credential() {
    return new MemberCredential(opaque(48), opaque(32));
  }

  public ConsortiumMember member(int id) {
    return new ConsortiumMember(
        id,
        "Hospital " + id,
        "127.0.0.1:" + (20_000 + id),
        Opaque.of(identity(id).generatePublicKey().getEncoded()),
        opaque(96),
        opaque(48),
        hash(),
        opaque(48),
        opaque(64),
        credential());
  }

  public DayKey dayKey() {
    return new DayKey(
        opaque(422), NOON_MILLIS - 1000, NOON_MILLIS + DAY_MILLIS, NOON_MILLIS + 2 * DAY_MILLIS);
  }

  public ConsortiumState state(int members) {
    List<ConsortiumMember> all = new ArrayList<>();
    for (int id = 1; id <= members; id++) {
      all.add(member(id));
    }
    return ConsortiumState.genesis(0, all, List.of(dayKey()));
  }

  public Transaction record(ConsortiumState state) {
    Opaque body = opaque(600);
    TransactionHeader header =
        TransactionHeader.record(
                CHAIN, state.groupEpoch(), hash(), state.dayKeys().get(0).keyId(), Hash.ZERO)
            .committingTo(body.bytes());
    return new Transaction(header, opaque(640), body);
  }

  public Transaction control(ControlPayload payload) {
    return ManagerAuthority.sign(CHAIN, payload, managerKey);
  }

  public Revocation revocation(ConsortiumState state, int memberId) {
    List<Revocation.Reissued> reissued =
        state.activeMembers().stream()
            .filter(member -> member.id() != memberId)
            .map(member -> new Revocation.Reissued(member.id(), credential()))
            .toList();
    return new Revocation(memberId, state.groupEpoch() + 1, reissued);
  }

  public OrderedTransactions ordered(long sequenceNumber, Transaction... transactions) {
    return new OrderedTransactions(
        0, sequenceNumber, NOON_MILLIS + sequenceNumber, List.of(transactions));
  }
}
