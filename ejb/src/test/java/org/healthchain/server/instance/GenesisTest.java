package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.Test;

class GenesisTest {
  private final Ed25519PrivateKeyParameters managerKey =
      new Ed25519PrivateKeyParameters(new SecureRandom());

  @Test
  void readsBackWhatItWrote() throws Exception {
    Genesis genesis = genesis();

    assertThat(Genesis.decode(genesis.encode())).isEqualTo(genesis);
    assertThat(genesis.verify()).isTrue();
    assertThat(genesis.header().stateRoot()).isEqualTo(genesis.state().root());
  }

  @Test
  void findsEveryFlippedBit() {
    byte[] encoded = genesis().encode();
    for (int i = 0; i < encoded.length; i++) {
      byte[] flipped = encoded.clone();
      flipped[i] ^= 1;
      assertThat(acceptable(flipped)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void refusesTrailingBytes() {
    byte[] encoded = genesis().encode();

    assertThat(acceptable(java.util.Arrays.copyOf(encoded, encoded.length + 1))).isFalse();
  }

  private static boolean acceptable(byte[] encoded) {
    try {
      return Genesis.decode(encoded).verify();
    } catch (MalformedEncodingException e) {
      return false;
    }
  }

  private Genesis genesis() {
    return new Genesis.Draft(
            "Region One",
            Opaque.of(new byte[Genesis.NONCE_BYTES]),
            1_700_000_000_000L,
            new ManagerDescription(
                "Health Authority",
                "127.0.0.1:5000",
                Opaque.of(managerKey.generatePublicKey().getEncoded()),
                Hash.ZERO),
            Opaque.of(new byte[] {1, 2, 3}),
            Opaque.of(new byte[] {4, 5}),
            ConsortiumState.genesis(
                0, List.of(), List.of(new DayKey(Opaque.of(new byte[] {6}), 1, 2, 3))))
        .sign(managerKey);
  }
}
