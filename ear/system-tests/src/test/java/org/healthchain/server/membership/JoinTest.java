package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.operator.ceremony.Ceremony;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.operator.ceremony.Joiner;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.KnownPeers;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.Admission;
import org.healthchain.server.transaction.BlockPlace;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A joiner's request, made as its operator makes it, before the manager's checks. */
class JoinTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ConsortiumPlan PLAN = new ConsortiumPlan("Test", 1, "127.0.0.1", 20_000);

  @TempDir private Path home;
  private Genesis genesis;
  private InvitationEntity entry;
  private AdmissionRequest request;

  @BeforeEach
  void ask() throws Exception {
    genesis = new Ceremony(PLAN, line -> {}).found(home);
    entry = new InvitationEntity(2, "Newcomer", IssuingKey.newNonce(RANDOM), Instant.now());
    Invitation invitation =
        new Invitation(
            genesis.chainId(),
            2,
            "Newcomer",
            Opaque.of(entry.issuerNonce()),
            genesis.groupPublicKey(),
            genesis.manager().identityKey());
    request =
        AdmissionRequest.parse(new Joiner(home).request(invitation, PLAN.institution(2)).toText());
  }

  @Test
  void anHonestRequestVerifiesAndTheIssuerAdmitsItInAnyGroupEpoch() throws Exception {
    InstanceDirectory manager = InstanceDirectory.open(home.resolve("manager"));
    IssuingKey issuing =
        IssuingKey.fromBytes(manager.keyStore().requireSecret(SecretName.ISSUING_KEY));
    for (int epoch : new int[] {0, 3}) {
      GroupPublicKey group =
          GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes()).atEpoch(epoch);
      AdmissionRequestCheck.Parts parts = check(request, group);
      assertThat(parts.tlsKey().getAlgorithm()).isEqualTo("EC");
      assertThat(
              issuing.admit(
                  group,
                  parts.groupRequest(),
                  entry.issuerNonce(),
                  GroupMembers.registry(genesis.state()),
                  RANDOM))
          .isNotNull();
    }
  }

  @Test
  void aRequestThatWasAlteredOnItsWayIsRefused() {
    AdmissionRequest altered =
        new AdmissionRequest(
            request.chainId(),
            request.memberId(),
            request.institutionName(),
            request.issuerNonce(),
            "elsewhere.example:1",
            request.identityKey(),
            request.voteKey(),
            request.votePossession(),
            request.tlsRequest(),
            request.transportKey(),
            request.groupJoinRequest(),
            request.groupKeySignature(),
            request.signature());
    assertThatThrownBy(() -> check(altered, group()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("altered");
  }

  @Test
  void theAdmittedMemberHasADirectoryItsPeersAndACredentialThatSigns() throws Exception {
    CredentialIssuer.Admitted admitted =
        desk().admit(request, check(request, group()), entry.issuerNonce(), genesis.state());
    ConsortiumState state =
        new Admission(admitted.member())
            .applyTo(
                genesis.state(), new BlockPlace(genesis.header(), System.currentTimeMillis(), 0, 1))
            .state();
    assertThat(state.activeMembers()).hasSize(2);

    DemoAccounts accounts = new DemoAccounts(RANDOM);
    InstanceDirectory joined =
        InstanceDirectory.open(
            new Joiner(home)
                .complete(AdmissionNotice.parse(admitted.notice()), PLAN.institution(2), accounts));
    assertThat(joined.genesis().chainId()).isEqualTo(genesis.chainId());
    assertThat(joined.displayName()).isEqualTo("Newcomer");
    assertThat(KnownPeers.read(joined.knownPeersFile()).peers())
        .extracting(KnownPeers.Peer::memberId)
        .containsExactly(0, 1);
    assertThat(Hash.sha256(joined.keyStore().tlsChain()[0].getEncoded()))
        .isEqualTo(admitted.member().certificateFingerprint());
    assertThat(joined.keyStore().requireSecret(SecretName.SERIAL_NUMBER_KEY))
        .isEqualTo(
            InstanceDirectory.open(home.resolve("institution-1"))
                .keyStore()
                .requireSecret(SecretName.SERIAL_NUMBER_KEY));

    MemberSecret secret =
        MemberSecret.fromBytes(joined.keyStore().requireSecret(SecretName.MEMBER_SECRET));
    MemberKey key = GroupMembers.signingKey(group(), state, 2, secret).orElseThrow();
    byte[] message = {1, 2, 3};
    assertThat(group().verify(message, key.sign(message).wire())).isTrue();
  }

  /** The manager's desk over its own directory, wired as the container wires it. */
  private CredentialIssuer desk() throws Exception {
    CurrentInstance instance = new CurrentInstance();
    set(instance, "directory", InstanceDirectory.open(home.resolve("manager")));
    set(instance, "genesis", genesis);
    ManagerSecrets secrets = new ManagerSecrets();
    set(secrets, "instance", instance);
    set(secrets, "keyStore", instance.directory().keyStore());
    CredentialIssuer desk = new CredentialIssuer();
    set(desk, "secrets", secrets);
    return desk;
  }

  private static void set(Object bean, String name, Object value) throws Exception {
    Field field = bean.getClass().getDeclaredField(name);
    field.setAccessible(true);
    field.set(bean, value);
  }

  private GroupPublicKey group() throws Exception {
    return GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes());
  }

  private AdmissionRequestCheck.Parts check(AdmissionRequest asked, GroupPublicKey group) {
    return AdmissionRequestCheck.check(asked, genesis.chainId(), entry, group);
  }
}
