package org.healthchain.crypto.provider;

import java.security.spec.AlgorithmParameterSpec;

/** In which form a signature leaves {@code Signature.sign}; verification takes either. */
public enum SignatureFormParameterSpec implements AlgorithmParameterSpec {
  /** 1120 bytes, cheaper to verify; the default. */
  WIRE,
  /** 640 bytes. */
  STORAGE
}
