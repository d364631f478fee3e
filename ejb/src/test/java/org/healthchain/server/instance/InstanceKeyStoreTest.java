package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceKeyStoreTest {
  private static final char[] PASSWORD = "a password of the test".toCharArray();

  @TempDir Path folder;

  @Test
  void keepsSecretsOfAnyLengthOverAFile() throws Exception {
    InstanceKeyStore store = InstanceKeyStore.empty(PASSWORD);
    byte[] shortSecret = {0, 1, 2};
    byte[] longSecret = new byte[5000];
    longSecret[0] = 7;
    store.setSecret(SecretName.VOTE_KEY, shortSecret);
    store.setSecret(SecretName.MEMBER_SECRET, longSecret);

    InstanceKeyStore loaded = InstanceKeyStore.load(written(store), PASSWORD);

    assertThat(loaded.requireSecret(SecretName.VOTE_KEY)).isEqualTo(shortSecret);
    assertThat(loaded.requireSecret(SecretName.MEMBER_SECRET)).isEqualTo(longSecret);
    assertThat(loaded.secret(SecretName.OPENING_KEY)).isEmpty();
  }

  @Test
  void namesTheSecretThatIsMissing() throws Exception {
    InstanceKeyStore store = InstanceKeyStore.empty(PASSWORD);

    assertThatThrownBy(() -> store.requireSecret(SecretName.IDENTITY_KEY))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("identity-key");
  }

  @Test
  void doesNotOpenWithAnotherPassword() throws Exception {
    Path file = written(InstanceKeyStore.empty(PASSWORD));

    assertThatThrownBy(() -> InstanceKeyStore.load(file, "wrong".toCharArray()))
        .isInstanceOf(IOException.class);
  }

  private Path written(InstanceKeyStore store) throws Exception {
    Path file = folder.resolve("keystore.p12");
    try (var out = Files.newOutputStream(file)) {
      store.write(out);
    }
    return file;
  }
}
