package org.healthchain.server.transaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The consortium's state: who is a member, which epochs are current, which day keys are known. It
 * changes by control transactions alone and is immutable; the state root in a block header is the
 * SHA-256 of its canonical encoding.
 *
 * @param members all there ever were, ascending by id
 * @param dayKeys in the order of their announcement; those past their grace are dropped
 * @param lastAccess newest digest of the manager's audit trail; zero if none
 * @param recoveredAtHeight height of the newest block by which the operators ended an epoch; 0 if
 *     there is none
 */
public record ConsortiumState(
    int membershipEpoch,
    int groupEpoch,
    List<MemberStatus> members,
    List<DayKey> dayKeys,
    Hash lastAccess,
    long recoveredAtHeight) {
  public static final int VERSION = 1;

  /** Of a state that knows of a recovery; one that does not is encoded as before. */
  public static final int RECOVERED_VERSION = 2;

  public static final int MAX_MEMBERS = 1024;
  public static final int MAX_DAY_KEYS = 64;

  public ConsortiumState {
    members = List.copyOf(members);
    dayKeys = List.copyOf(dayKeys);
    if (members.size() > MAX_MEMBERS || dayKeys.size() > MAX_DAY_KEYS) {
      throw new IllegalArgumentException("too many members or day keys");
    }
  }

  /** The state that a genesis describes: membership epoch 0, group epoch as issued. */
  public static ConsortiumState genesis(
      int groupEpoch, List<ConsortiumMember> members, List<DayKey> dayKeys) {
    List<MemberStatus> statuses =
        members.stream()
            .sorted(Comparator.comparingInt(ConsortiumMember::id))
            .map(member -> new MemberStatus(member, 0, groupEpoch, 0))
            .toList();
    return new ConsortiumState(0, groupEpoch, statuses, dayKeys, Hash.ZERO, 0);
  }

  public List<ConsortiumMember> activeMembers() {
    return members.stream().filter(MemberStatus::active).map(MemberStatus::member).toList();
  }

  public Optional<MemberStatus> member(int id) {
    return members.stream().filter(status -> status.member().id() == id).findFirst();
  }

  public Optional<DayKey> dayKey(Hash keyId) {
    return dayKeys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
  }

  /** The key to seal to now: the newest announced one that is valid already and not past grace. */
  public Optional<DayKey> currentDayKey(long nowMillis) {
    Optional<DayKey> current = Optional.empty();
    for (DayKey key : dayKeys) {
      if (key.validFromMillis() <= nowMillis && nowMillis < key.graceUntilMillis()) {
        current = Optional.of(key);
      }
    }
    return current;
  }

  /** SHA-256 of the canonical encoding. */
  public Hash root() {
    return Hash.sha256(encode());
  }

  ConsortiumState withDayKeys(List<DayKey> keys) {
    return new ConsortiumState(
        membershipEpoch, groupEpoch, members, keys, lastAccess, recoveredAtHeight);
  }

  /** Other members, in the next membership epoch. */
  ConsortiumState withMembers(List<MemberStatus> others, int newGroupEpoch) {
    return new ConsortiumState(
        membershipEpoch + 1, newGroupEpoch, others, dayKeys, lastAccess, recoveredAtHeight);
  }

  ConsortiumState withLastAccess(Hash auditDigest) {
    return new ConsortiumState(
        membershipEpoch, groupEpoch, members, dayKeys, auditDigest, recoveredAtHeight);
  }

  ConsortiumState inMembershipEpoch(int epoch) {
    return new ConsortiumState(epoch, groupEpoch, members, dayKeys, lastAccess, recoveredAtHeight);
  }

  /** The same members in the next membership epoch. */
  ConsortiumState recoveredAt(long height) {
    return new ConsortiumState(
        membershipEpoch + 1, groupEpoch, members, dayKeys, lastAccess, height);
  }

  public byte[] encode() {
    CanonicalWriter out =
        new CanonicalWriter(1024 + members.size() * 1024)
            .u8(recoveredAtHeight == 0 ? VERSION : RECOVERED_VERSION)
            .u32(membershipEpoch)
            .u32(groupEpoch)
            .u16(members.size());
    members.forEach(status -> status.write(out));
    out.u16(dayKeys.size());
    dayKeys.forEach(key -> key.write(out));
    out.hash(lastAccess);
    return (recoveredAtHeight == 0 ? out : out.u64(recoveredAtHeight)).toByteArray();
  }

  public static ConsortiumState decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    int version = in.u8();
    if (version != VERSION && version != RECOVERED_VERSION) {
      throw new MalformedEncodingException(Malformation.Kind.VERSION, version);
    }
    int membershipEpoch = in.u32();
    int groupEpoch = in.u32();
    List<MemberStatus> members = new ArrayList<>();
    int memberCount = in.count16(MAX_MEMBERS);
    for (int i = 0; i < memberCount; i++) {
      members.add(MemberStatus.read(in));
    }
    List<DayKey> dayKeys = new ArrayList<>();
    int keyCount = in.count16(MAX_DAY_KEYS);
    try {
      for (int i = 0; i < keyCount; i++) {
        dayKeys.add(DayKey.read(in));
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    Hash lastAccess = in.hash();
    long recoveredAtHeight = version == VERSION ? 0 : in.u64();
    if (version == RECOVERED_VERSION && recoveredAtHeight == 0) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    in.end();
    return new ConsortiumState(
        membershipEpoch, groupEpoch, members, dayKeys, lastAccess, recoveredAtHeight);
  }
}
