package org.healthchain.operator.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.votes.VotePublicKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.AccountFile;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremonyTest {
  private static final ConsortiumPlan PLAN = new ConsortiumPlan("Test", 4, "127.0.0.1", 20_000);

  @TempDir static Path home;
  private static Genesis genesis;

  @BeforeAll
  static void found() throws Exception {
    genesis = new Ceremony(PLAN, line -> {}).found(home);
  }

  @Test
  void givesEveryServerTheSameSignedGenesis() throws Exception {
    for (ConsortiumPlan.Server server : servers()) {
      InstanceDirectory instance = open(server);
      assertThat(instance.genesis()).isEqualTo(genesis);
      assertThat(instance.role()).isEqualTo(server.role());
      assertThat(instance.memberId()).isEqualTo(server.memberId());
    }
    assertThat(genesis.state().activeMembers()).hasSize(4);
    assertThat(genesis.state().dayKeys()).hasSize(1);
  }

  @Test
  void keepsTheKeysThatTheGenesisNames() throws Exception {
    for (ConsortiumMember member : genesis.state().activeMembers()) {
      InstanceKeyStore keys = open(PLAN.institution(member.id())).keyStore();
      assertThat(
              new Ed25519PrivateKeyParameters(keys.requireSecret(SecretName.IDENTITY_KEY))
                  .generatePublicKey()
                  .getEncoded())
          .isEqualTo(member.identityKey().bytes());
      assertThat(Hash.sha256(keys.tlsChain()[0].getEncoded()))
          .isEqualTo(member.certificateFingerprint());
      VotePublicKey.fromBytes(member.voteKey().bytes(), member.votePossession().bytes());
    }
  }

  @Test
  void lettingAMemberSignNeedsItsOwnSecretAndItsCredentialOnTheChain() throws Exception {
    GroupPublicKey group = GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes());
    byte[] message = {1, 2, 3};
    for (ConsortiumMember member : genesis.state().activeMembers()) {
      InstanceKeyStore keys = open(PLAN.institution(member.id())).keyStore();
      MemberSecret secret = MemberSecret.fromBytes(keys.requireSecret(SecretName.MEMBER_SECRET));
      MemberKey key =
          GroupMembers.signingKey(group, genesis.state(), member.id(), secret).orElseThrow();
      GroupSignature signature = key.sign(message);
      assertThat(group.verify(message, signature.wire())).isTrue();

      OpeningKey opening =
          OpeningKey.fromBytes(
              open(PLAN.manager()).keyStore().requireSecret(SecretName.OPENING_KEY));
      Opening opened = opening.open(group, message, signature, new SecureRandom());
      assertThat(opened.signer(GroupMembers.registry(genesis.state())).orElseThrow().memberId())
          .isEqualTo(GroupMembers.groupName(member.id()));
    }
  }

  @Test
  void certifiesTlsKeysForTheServersAddress() throws Exception {
    InstanceKeyStore keys = open(PLAN.institution(1)).keyStore();
    X509Certificate certificate = (X509Certificate) keys.tlsChain()[0];

    certificate.verify(keys.tlsChain()[1].getPublicKey());
    assertThat(certificate.getSubjectAlternativeNames()).contains(List.of(7, "127.0.0.1"));
    assertThat(keys.tlsChain()[1].getEncoded()).isEqualTo(genesis.authorityCertificate().bytes());
  }

  @Test
  void leavesTheManagersSecretsToTheManager() throws Exception {
    InstanceKeyStore institution = open(PLAN.institution(1)).keyStore();
    InstanceKeyStore manager = open(PLAN.manager()).keyStore();

    assertThat(institution.secret(SecretName.FIRST_DAY_KEY)).isEmpty();
    assertThat(institution.secret(SecretName.KEY_TABLE_KEY)).isEmpty();
    assertThat(institution.authorityKey()).isEmpty();
    assertThat(manager.secret(SecretName.VOTE_KEY)).isEmpty();
    assertThat(manager.authorityKey()).isPresent();
    assertThat(manager.requireSecret(SecretName.SERIAL_NUMBER_KEY))
        .isEqualTo(institution.requireSecret(SecretName.SERIAL_NUMBER_KEY));
  }

  @Test
  void letsNobodyButTheOwnerReadAnyFile() throws Exception {
    try (Stream<Path> files = Files.walk(home)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> assertThat(permissions(file)).as("%s", file).isEqualTo("rw-------"));
    }
  }

  @Test
  void makesAccountsOfPeopleThatSignIn() throws Exception {
    assertThat(DemoAccounts.read(home)).isNotEmpty();
    for (DemoAccounts.Account account : DemoAccounts.read(home)) {
      assertThat(AccountFile.read(home.resolve(account.server()).resolve("accounts.txt")))
          .filteredOn(entry -> entry.userName().equals(account.userName()))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.roles()).containsExactly(account.role());
                assertThat(entry.displayName()).isEqualTo(account.displayName()).contains(" ");
                assertThat(entry.passwordHash().matches(account.password().toCharArray())).isTrue();
              });
    }
  }

  @Test
  void drawsFreshSecretsEveryTime(@TempDir Path other) throws Exception {
    Genesis second =
        new Ceremony(new ConsortiumPlan("Test", 1, "127.0.0.1", 20_000), line -> {}).found(other);

    assertThat(second.chainId()).isNotEqualTo(genesis.chainId());
    assertThat(second.manager().identityKey()).isNotEqualTo(genesis.manager().identityKey());
    assertThat(second.state().dayKeys().get(0).publicKey())
        .isNotEqualTo(genesis.state().dayKeys().get(0).publicKey())
        .isNotEqualTo(Opaque.EMPTY);
  }

  private static Stream<ConsortiumPlan.Server> all() {
    return Stream.concat(Stream.of(PLAN.manager()), PLAN.institutionServers().stream());
  }

  private static List<ConsortiumPlan.Server> servers() {
    return all().toList();
  }

  private static InstanceDirectory open(ConsortiumPlan.Server server) throws IOException {
    return InstanceDirectory.open(home.resolve(server.directory()));
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
