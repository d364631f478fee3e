package org.healthchain.crypto.provider;

import java.io.ByteArrayOutputStream;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.envelope.EnvelopeException;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.jspecify.annotations.Nullable;

/**
 * HC-Envelope: encrypts to an RSA public key and decrypts with the private one; associated data by
 * {@code updateAAD}. Input is gathered; all output comes from {@code doFinal}, so that nothing
 * unauthentic ever leaves. Whatever does not open is an {@link AEADBadTagException}. Like every
 * {@code Cipher}, for one thread at a time.
 */
public final class EnvelopeCipherSpi extends CipherSpi {
  /** The largest input: an envelope for 16 recipients with the longest plaintext. */
  private static final int MAX_INPUT_BYTES = 2 * Envelope.MAX_PLAINTEXT_BYTES;

  private final ByteArrayOutputStream input = new ByteArrayOutputStream();
  private final ByteArrayOutputStream aad = new ByteArrayOutputStream();
  private @Nullable PublicKey recipient;
  private @Nullable PrivateKey opener;
  private SecureRandom random = new SecureRandom();

  @Override
  protected void engineInit(int mode, Key key, @Nullable SecureRandom source)
      throws InvalidKeyException {
    recipient = null;
    opener = null;
    random = source == null ? new SecureRandom() : source;
    reset();
    if (mode == Cipher.ENCRYPT_MODE && key instanceof PublicKey publicKey) {
      recipient = publicKey;
    } else if (mode == Cipher.DECRYPT_MODE && key instanceof PrivateKey privateKey) {
      opener = privateKey;
    } else {
      throw new InvalidKeyException(
          "encrypt to an RSA public key or decrypt with an RSA private key");
    }
    requireUsable(key);
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameterSpec spec, @Nullable SecureRandom source)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (spec != null) {
      throw new InvalidAlgorithmParameterException("the envelope takes no parameters");
    }
    engineInit(mode, key, source);
  }

  @Override
  protected void engineInit(
      int mode, Key key, @Nullable AlgorithmParameters parameters, @Nullable SecureRandom source)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (parameters != null) {
      throw new InvalidAlgorithmParameterException("the envelope takes no parameters");
    }
    engineInit(mode, key, source);
  }

  private static void requireUsable(Key key) throws InvalidKeyException {
    if (!EnvelopeKeys.fits(key)) {
      throw new InvalidKeyException("an RSA key of " + EnvelopeKeys.BITS + " bits expected");
    }
    if (key instanceof PrivateKey && !(key instanceof RSAPrivateCrtKey)) {
      // Whose envelopes it opens could not be told; Envelope.open takes the id beside such a key.
      throw new InvalidKeyException("a private key that tells its public half expected");
    }
  }

  @Override
  protected void engineUpdateAAD(byte[] bytes, int offset, int length) {
    if (input.size() > 0) {
      throw new IllegalStateException("associated data comes before the text");
    }
    if (length > Envelope.MAX_AAD_BYTES - aad.size()) {
      throw new IllegalArgumentException("too much associated data");
    }
    aad.write(bytes, offset, length);
  }

  @Override
  protected byte[] engineUpdate(byte[] bytes, int offset, int length) {
    if (length > MAX_INPUT_BYTES - input.size()) {
      throw new IllegalArgumentException("too much input");
    }
    input.write(bytes, offset, length);
    return new byte[0];
  }

  @Override
  protected int engineUpdate(byte[] bytes, int offset, int length, byte[] out, int outOffset) {
    engineUpdate(bytes, offset, length);
    return 0;
  }

  @Override
  protected byte[] engineDoFinal(byte @Nullable [] bytes, int offset, int length)
      throws IllegalBlockSizeException, AEADBadTagException {
    if (bytes != null) {
      engineUpdate(bytes, offset, length);
    }
    byte[] text = input.toByteArray();
    byte[] associated = aad.toByteArray();
    reset();
    if (recipient != null) {
      return seal(recipient, text, associated);
    }
    return open(Objects.requireNonNull(opener, "not initialized"), text, associated);
  }

  private byte[] seal(PublicKey to, byte[] text, byte[] associated)
      throws IllegalBlockSizeException {
    if (text.length > Envelope.MAX_PLAINTEXT_BYTES) {
      throw new IllegalBlockSizeException(
          "a plaintext has at most " + Envelope.MAX_PLAINTEXT_BYTES + " bytes");
    }
    return Envelope.seal(to, text, associated, random).toBytes();
  }

  private static byte[] open(PrivateKey key, byte[] text, byte[] associated)
      throws AEADBadTagException {
    try {
      return Envelope.parse(text).open(key, associated);
    } catch (EnvelopeException e) {
      AEADBadTagException refused = new AEADBadTagException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  @Override
  protected int engineDoFinal(byte[] bytes, int offset, int length, byte[] out, int outOffset)
      throws ShortBufferException, IllegalBlockSizeException, AEADBadTagException {
    if (out.length - outOffset < engineGetOutputSize(length)) {
      throw new ShortBufferException("give at least getOutputSize bytes");
    }
    byte[] result = engineDoFinal(bytes, offset, length);
    System.arraycopy(result, 0, out, outOffset, result.length);
    Arrays.fill(result, (byte) 0);
    return result.length;
  }

  /** An upper bound. */
  @Override
  protected int engineGetOutputSize(int more) {
    int total = input.size() + more;
    return recipient != null
        ? Envelope.sealedBytes(Math.min(total, Envelope.MAX_PLAINTEXT_BYTES))
        : total;
  }

  @Override
  protected int engineGetBlockSize() {
    return 0;
  }

  @Override
  protected byte @Nullable [] engineGetIV() {
    return null;
  }

  @Override
  protected @Nullable AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    throw new NoSuchAlgorithmException("the envelope has no modes");
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    throw new NoSuchPaddingException("the envelope pads by itself");
  }

  private void reset() {
    input.reset();
    aad.reset();
  }
}
