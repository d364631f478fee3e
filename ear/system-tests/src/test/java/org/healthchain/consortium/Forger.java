package org.healthchain.consortium;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/**
 * Makes transactions with a member's own keys, in the group epoch of the genesis: true and false.
 */
final class Forger {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BODY_BYTES = 600;
  private static final long DAY_MILLIS = 86_400_000;

  private final Genesis genesis;
  private final MemberKey key;
  private final Ed25519PrivateKeyParameters identity;

  Forger(InstanceDirectory instance) throws Exception {
    genesis = instance.genesis();
    byte[] secret = instance.keyStore().requireSecret(SecretName.MEMBER_SECRET);
    key =
        GroupMembers.signingKey(
                GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes()),
                genesis.state(),
                instance.memberId(),
                MemberSecret.fromBytes(secret))
            .orElseThrow();
    identity =
        new Ed25519PrivateKeyParameters(
            instance.keyStore().requireSecret(SecretName.IDENTITY_KEY), 0);
    Arrays.fill(secret, (byte) 0);
  }

  /** A record that is right in all that others can see. */
  Transaction record() {
    return record(firstDayKey());
  }

  Hash firstDayKey() {
    return genesis.state().dayKeys().get(0).keyId();
  }

  Transaction record(Hash keyId) {
    byte[] body = random(BODY_BYTES);
    TransactionHeader header =
        TransactionHeader.record(
                genesis.chainId(), genesis.state().groupEpoch(), anyHash(), keyId, Hash.ZERO)
            .committingTo(body);
    return new Transaction(header, Opaque.of(key.sign(header.encode()).wire()), Opaque.of(body));
  }

  Hash anyHash() {
    return Hash.of(random(Hash.BYTES));
  }

  /** A day key under the member's own signature instead of the manager's. */
  Transaction dayKey() {
    long now = System.currentTimeMillis();
    DayKey own =
        new DayKey(
            genesis.state().dayKeys().get(0).publicKey(),
            now,
            now + DAY_MILLIS,
            now + 2 * DAY_MILLIS);
    return ManagerAuthority.sign(genesis.chainId(), own, identity);
  }

  /** A record whose body is longer than any may be; the commitment and the signature are right. */
  byte[] oversized() {
    byte[] body = random(Transaction.MAX_BODY_BYTES + 4_000);
    TransactionHeader header =
        TransactionHeader.record(
                genesis.chainId(),
                genesis.state().groupEpoch(),
                anyHash(),
                firstDayKey(),
                Hash.ZERO)
            .committingTo(body);
    byte[] small =
        new Transaction(header, Opaque.of(key.sign(header.encode()).wire()), Opaque.of(new byte[0]))
            .encode();
    byte[] whole = Arrays.copyOf(small, small.length + body.length);
    int length = small.length - Integer.BYTES;
    whole[length] = (byte) (body.length >>> 24);
    whole[length + 1] = (byte) (body.length >>> 16);
    whole[length + 2] = (byte) (body.length >>> 8);
    whole[length + 3] = (byte) body.length;
    System.arraycopy(body, 0, whole, small.length, body.length);
    return whole;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
