package org.healthchain.server.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFileTest {
  @TempDir Path folder;

  @Test
  void keepsAccountsOverAFile() throws Exception {
    PasswordHash hash = PasswordHash.of("correct horse".toCharArray(), new SecureRandom());
    AccountFile.Entry entry =
        new AccountFile.Entry("liu.wei", "Dr. 刘伟", Set.of("DOCTOR", "OPERATOR"), hash);
    Path file = Files.writeString(folder.resolve("a"), AccountFile.format(List.of(entry)));

    AccountFile.Entry read = AccountFile.read(file).get(0);

    assertThat(read.userName()).isEqualTo("liu.wei");
    assertThat(read.displayName()).isEqualTo("Dr. 刘伟");
    assertThat(read.roles()).containsExactlyInAnyOrder("DOCTOR", "OPERATOR");
    assertThat(read.passwordHash().matches("correct horse".toCharArray())).isTrue();
    assertThat(read.passwordHash().matches("correct hors".toCharArray())).isFalse();
  }

  @Test
  void namesTheBadLineWithoutItsContent() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "# comment\nsecret|stuff\n");

    assertThatThrownBy(() -> AccountFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesNamesThatWouldBreakTheFile() {
    PasswordHash hash = PasswordHash.of("x".toCharArray(), new SecureRandom());

    assertThatThrownBy(() -> new AccountFile.Entry("a|b", "c", Set.of("DOCTOR"), hash))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
