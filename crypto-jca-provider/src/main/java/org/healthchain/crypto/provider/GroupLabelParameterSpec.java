package org.healthchain.crypto.provider;

import java.security.spec.AlgorithmParameterSpec;
import org.healthchain.crypto.groupsignature.GroupParameters;

/**
 * For which group a key pair is made.
 *
 * @param label as of {@link GroupParameters#of}
 */
public record GroupLabelParameterSpec(String label) implements AlgorithmParameterSpec {}
