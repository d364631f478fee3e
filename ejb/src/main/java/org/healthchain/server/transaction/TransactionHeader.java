package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * The part of a transaction that is signed and stays on the ledger for ever; {@value #BYTES} bytes.
 *
 * @param bodyCommitment SHA-256 of the body, so that the body can be erased (FR-13)
 * @param keyId hash of the manager's public key that the body is sealed to; zero if none
 * @param supersedes id of the record this one corrects (FR-12); zero if none
 */
public record TransactionHeader(
    TransactionKind kind,
    Hash chainId,
    int groupEpoch,
    Hash serialNumber,
    Hash bodyCommitment,
    Hash keyId,
    AlgorithmIds algorithms,
    Opaque nonce,
    Hash supersedes) {
  public static final int VERSION = 1;
  public static final int NONCE_BYTES = 16;
  public static final int BYTES = 185;

  private static final byte[] ID_DOMAIN = "HealthChain/tx/v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BODY_DOMAIN =
      "HealthChain/body/v1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  public TransactionHeader {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(chainId);
    Objects.requireNonNull(serialNumber);
    Objects.requireNonNull(bodyCommitment);
    Objects.requireNonNull(keyId);
    Objects.requireNonNull(algorithms);
    Objects.requireNonNull(supersedes);
    if (groupEpoch < 0 || nonce.length() != NONCE_BYTES) {
      throw new IllegalArgumentException("header out of range");
    }
  }

  /** A record's header. */
  public static TransactionHeader record(
      Hash chainId, int groupEpoch, Hash serialNumber, Hash keyId, Hash supersedes) {
    return new TransactionHeader(
        TransactionKind.RECORD,
        chainId,
        groupEpoch,
        serialNumber,
        Hash.ZERO,
        keyId,
        AlgorithmIds.RECORD,
        freshNonce(),
        supersedes);
  }

  /** A control transaction's header. */
  public static TransactionHeader control(TransactionKind kind, Hash chainId, byte[] body) {
    return new TransactionHeader(
        kind,
        chainId,
        0,
        Hash.ZERO,
        Hash.sha256(body),
        Hash.ZERO,
        AlgorithmIds.CONTROL,
        freshNonce(),
        Hash.ZERO);
  }

  private static Opaque freshNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return Opaque.of(nonce);
  }

  /** The same header over the given body. */
  public TransactionHeader committingTo(byte[] body) {
    return new TransactionHeader(
        kind,
        chainId,
        groupEpoch,
        serialNumber,
        Hash.sha256(body),
        keyId,
        algorithms,
        nonce,
        supersedes);
  }

  /** The same header in another group epoch: what a member signs again after a revocation. */
  public TransactionHeader inGroupEpoch(int newGroupEpoch) {
    return new TransactionHeader(
        kind,
        chainId,
        newGroupEpoch,
        serialNumber,
        bodyCommitment,
        keyId,
        algorithms,
        nonce,
        supersedes);
  }

  /** Transaction id = SHA-256("HealthChain/tx/v1" ‖ header). */
  public Hash id() {
    return Hash.sha256(ID_DOMAIN, encode());
  }

  public byte[] encode() {
    return new CanonicalWriter(BYTES)
        .u8(VERSION)
        .u8(kind.code())
        .hash(chainId)
        .u32(groupEpoch)
        .hash(serialNumber)
        .hash(bodyCommitment)
        .hash(keyId)
        .u8(algorithms.signature())
        .u8(algorithms.envelope())
        .u8(algorithms.serial())
        .raw(nonce.bytes())
        .hash(supersedes)
        .toByteArray();
  }

  /**
   * What the body's authenticated encryption binds: every field that is known before the body is
   * and that stays when the transaction is signed again in a later group epoch, that is all but
   * group epoch and body commitment.
   */
  public byte[] associatedData() {
    return new CanonicalWriter(BYTES)
        .raw(BODY_DOMAIN)
        .u8(VERSION)
        .u8(kind.code())
        .hash(chainId)
        .hash(serialNumber)
        .hash(keyId)
        .u8(algorithms.signature())
        .u8(algorithms.envelope())
        .u8(algorithms.serial())
        .raw(nonce.bytes())
        .hash(supersedes)
        .toByteArray();
  }

  public static TransactionHeader decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    TransactionHeader header = read(in);
    in.end();
    return header;
  }

  static TransactionHeader read(CanonicalReader in) throws MalformedEncodingException {
    in.version(VERSION);
    TransactionHeader header =
        new TransactionHeader(
            TransactionKind.ofCode(in.u8()),
            in.hash(),
            in.u32(),
            in.hash(),
            in.hash(),
            in.hash(),
            new AlgorithmIds(in.u8(), in.u8(), in.u8()),
            Opaque.of(in.raw(NONCE_BYTES)),
            in.hash());
    header.requireFieldsOfItsKind();
    return header;
  }

  private void requireFieldsOfItsKind() throws MalformedEncodingException {
    boolean allowed =
        algorithms.fit(kind)
            && (!kind.isControl()
                || groupEpoch == 0
                    && serialNumber.isZero()
                    && keyId.isZero()
                    && supersedes.isZero());
    if (!allowed) {
      throw new MalformedEncodingException(Malformation.Kind.FIELDS_OF_KIND, kind.code());
    }
  }
}
