package org.healthchain.crypto.provider;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import org.healthchain.crypto.groupsignature.GroupParameters;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes key pairs of issuers, openers and members-to-be; wants a {@link GroupLabelParameterSpec}.
 * Like every {@code KeyPairGenerator}, for one thread at a time.
 */
public abstract sealed class GroupKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private @Nullable GroupParameters parameters;
  private @Nullable SecureRandom random;

  GroupKeyPairGeneratorSpi() {}

  /** There is one strength only. */
  @Override
  public void initialize(int keysize, @Nullable SecureRandom secureRandom) {
    throw new InvalidParameterException("initialize with a GroupLabelParameterSpec");
  }

  @Override
  public void initialize(AlgorithmParameterSpec spec, @Nullable SecureRandom secureRandom)
      throws InvalidAlgorithmParameterException {
    if (!(spec instanceof GroupLabelParameterSpec group)) {
      throw new InvalidAlgorithmParameterException("GroupLabelParameterSpec expected");
    }
    try {
      parameters = GroupParameters.of(group.label());
    } catch (IllegalArgumentException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
    random = secureRandom;
  }

  @Override
  public KeyPair generateKeyPair() {
    if (parameters == null) {
      throw new IllegalStateException("initialize with a GroupLabelParameterSpec first");
    }
    return generate(parameters, random == null ? new SecureRandom() : random);
  }

  abstract KeyPair generate(GroupParameters group, SecureRandom source);

  /** HC-BBS-GS-Issuer. */
  public static final class IssuerKeys extends GroupKeyPairGeneratorSpi {
    @Override
    KeyPair generate(GroupParameters group, SecureRandom source) {
      IssuingKey key = IssuingKey.generate(group, source);
      return new KeyPair(GroupSchemePublicKey.of(key.publicKey()), GroupSchemePrivateKey.of(key));
    }
  }

  /** HC-BBS-GS-Opener. */
  public static final class OpenerKeys extends GroupKeyPairGeneratorSpi {
    @Override
    KeyPair generate(GroupParameters group, SecureRandom source) {
      OpeningKey key = OpeningKey.generate(group, source);
      return new KeyPair(GroupSchemePublicKey.of(key.publicKey()), GroupSchemePrivateKey.of(key));
    }
  }

  /** HC-BBS-GS-Member. */
  public static final class MemberKeys extends GroupKeyPairGeneratorSpi {
    @Override
    KeyPair generate(GroupParameters group, SecureRandom source) {
      MemberSecret key = MemberSecret.generate(group, source);
      return new KeyPair(GroupSchemePublicKey.of(key.publicKey()), GroupSchemePrivateKey.of(key));
    }
  }
}
