package org.healthchain.crypto.provider;

import java.io.ByteArrayOutputStream;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.jspecify.annotations.Nullable;

/**
 * HC-BBS-GS: signs with a member's key, verifies with the group public key in the epoch it carries.
 * Malformed signatures verify as false and never throw. The message is kept until the end, at most
 * 16 MiB of it. Like every {@code Signature}, for one thread at a time.
 */
public final class GroupSignatureSpi extends SignatureSpi {
  /** The longest message; it is kept in memory until the signature is made. */
  static final int MAX_MESSAGE_BYTES = 1 << 24;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private SignatureFormParameterSpec form = SignatureFormParameterSpec.WIRE;
  private @Nullable MemberKey signer;
  private @Nullable GroupPublicKey verifier;
  private @Nullable SecureRandom random;

  @Override
  protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
    message.reset();
    signer = null;
    verifier = GroupKeyFactorySpi.translate(key).as(GroupPublicKey.class);
  }

  @Override
  protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
    engineInitSign(key, null);
  }

  @Override
  protected void engineInitSign(PrivateKey key, @Nullable SecureRandom source)
      throws InvalidKeyException {
    message.reset();
    verifier = null;
    signer = GroupKeyFactorySpi.translate(key).as(MemberKey.class);
    random = source;
  }

  @Override
  protected void engineUpdate(byte b) throws SignatureException {
    requireRoom(1);
    message.write(b);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
    requireRoom(length);
    message.write(bytes, offset, length);
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    if (signer == null) {
      throw new SignatureException("not initialized for signing");
    }
    try {
      byte[] bytes = takeMessage();
      GroupSignature signature = random == null ? signer.sign(bytes) : signer.sign(bytes, random);
      return form == SignatureFormParameterSpec.WIRE ? signature.wire() : signature.storage();
    } catch (IllegalStateException e) {
      throw new SignatureException(e.getMessage(), e); // destroyed, or a fault while signing
    }
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    if (verifier == null) {
      throw new SignatureException("not initialized for verification");
    }
    return verifier.verify(takeMessage(), Objects.requireNonNull(signature).clone());
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec spec)
      throws InvalidAlgorithmParameterException {
    if (!(spec instanceof SignatureFormParameterSpec wanted)) {
      throw new InvalidAlgorithmParameterException("SignatureFormParameterSpec expected");
    }
    form = wanted;
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new UnsupportedOperationException("use a SignatureFormParameterSpec");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new UnsupportedOperationException("there are no parameters by name");
  }

  private byte[] takeMessage() {
    byte[] bytes = message.toByteArray();
    message.reset();
    return bytes;
  }

  private void requireRoom(int more) throws SignatureException {
    if (more > MAX_MESSAGE_BYTES - message.size()) {
      throw new SignatureException("a message has at most " + MAX_MESSAGE_BYTES + " bytes");
    }
  }
}
