package org.healthchain.server.instance;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * How a consortium began: everything that its servers must agree upon before the first block,
 * signed by the manager. The chain id is a hash of the content, so that it stands for all of it.
 *
 * <p>Encoding (big-endian): version u8 = 1, consortium name (u16 length, UTF-8), nonce 16, time ms
 * u64, manager, group public key (u16 length), certificate of the consortium's authority (u16
 * length), state (u32 length); then the manager's Ed25519 signature, 64 bytes, over {@code
 * "HealthChain/genesis/v1"} and all of that.
 *
 * @param groupPublicKey in the encoding of the group signature
 * @param authorityCertificate X.509 of the consortium's TLS authority, the one root of trust of its
 *     brokers
 * @param state members and first day key, at height 0
 */
public record Genesis(
    String consortium,
    Opaque nonce,
    long timeMillis,
    ManagerDescription manager,
    Opaque groupPublicKey,
    Opaque authorityCertificate,
    ConsortiumState state,
    Opaque signature) {
  public static final int VERSION = 1;
  public static final int NONCE_BYTES = 16;

  /** The manager's number among the replica ids; members have positive ones. */
  public static final int MANAGER_ID = 0;

  private static final int MAX_NAME_BYTES = 200;
  private static final int MAX_KEY_BYTES = 4096;
  private static final int MAX_STATE_BYTES = 4_000_000;
  private static final byte[] DOMAIN = "HealthChain/genesis/v1".getBytes(StandardCharsets.US_ASCII);

  public Genesis {
    if (consortium.isBlank()
        || nonce.length() != NONCE_BYTES
        || signature.length() != IdentitySignatures.SIGNATURE_BYTES
        || state.membershipEpoch() != 0) {
      throw new IllegalArgumentException("genesis with a field out of range");
    }
  }

  /** What is signed, before it is signed. */
  public record Draft(
      String consortium,
      Opaque nonce,
      long timeMillis,
      ManagerDescription manager,
      Opaque groupPublicKey,
      Opaque authorityCertificate,
      ConsortiumState state) {

    /** Signs with the manager's identity key. */
    public Genesis sign(Ed25519PrivateKeyParameters managerKey) {
      byte[] content = encode();
      byte[] signature = IdentitySignatures.sign(managerKey, DOMAIN, content);
      return new Genesis(
          consortium,
          nonce,
          timeMillis,
          manager,
          groupPublicKey,
          authorityCertificate,
          state,
          Opaque.of(signature));
    }

    private byte[] encode() {
      CanonicalWriter out =
          new CanonicalWriter(4096).u8(VERSION).text(consortium).raw(nonce.bytes()).u64(timeMillis);
      manager.write(out);
      return out.bytes16(groupPublicKey)
          .bytes16(authorityCertificate)
          .bytes32(state.encode())
          .toByteArray();
    }
  }

  /** SHA-256("HealthChain/genesis/v1" ‖ content without the signature). */
  public Hash chainId() {
    return Hash.sha256(DOMAIN, draft().encode());
  }

  /** The block at height 0. */
  public BlockHeader header() {
    return BlockHeader.genesis(chainId(), state, timeMillis);
  }

  /** Whether the manager that it names signed it. */
  public boolean verify() {
    return IdentitySignatures.verify(
        manager.identityKey(), signature.bytes(), DOMAIN, draft().encode());
  }

  public byte[] encode() {
    byte[] content = draft().encode();
    return new CanonicalWriter(content.length + IdentitySignatures.SIGNATURE_BYTES)
        .raw(content)
        .raw(signature.bytes())
        .toByteArray();
  }

  /** Reads strictly; does not check the signature ({@link #verify}). */
  public static Genesis decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    in.version(VERSION);
    try {
      Genesis genesis =
          new Genesis(
              in.text(MAX_NAME_BYTES),
              Opaque.of(in.raw(NONCE_BYTES)),
              in.u64(),
              ManagerDescription.read(in),
              in.bytes16(MAX_KEY_BYTES),
              in.bytes16(MAX_KEY_BYTES),
              ConsortiumState.decode(in.bytes32(MAX_STATE_BYTES)),
              Opaque.of(in.raw(IdentitySignatures.SIGNATURE_BYTES)));
      in.end();
      return genesis;
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
  }

  private Draft draft() {
    return new Draft(
        consortium, nonce, timeMillis, manager, groupPublicKey, authorityCertificate, state);
  }
}
