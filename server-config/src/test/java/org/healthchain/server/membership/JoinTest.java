package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.operator.ceremony.Ceremony;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.ceremony.Joiner;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.SecretName;
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
  private InvitationEntry entry;
  private JoinRequest request;

  @BeforeEach
  void ask() throws Exception {
    genesis = new Ceremony(PLAN, line -> {}).found(home);
    entry = new InvitationEntry(2, "Newcomer", IssuingKey.newNonce(RANDOM), Instant.now());
    Invitation invitation =
        new Invitation(
            genesis.chainId(),
            2,
            "Newcomer",
            Opaque.of(entry.issuerNonce()),
            genesis.groupPublicKey(),
            genesis.manager().identityKey());
    request = JoinRequest.parse(new Joiner(home).request(invitation, PLAN.institution(2)).toText());
  }

  @Test
  void anHonestRequestVerifiesAndTheIssuerAdmitsItInAnyGroupEpoch() throws Exception {
    InstanceDirectory manager = InstanceDirectory.open(home.resolve("manager"));
    IssuingKey issuing =
        IssuingKey.fromBytes(manager.keyStore().requireSecret(SecretName.ISSUING_KEY));
    for (int epoch : new int[] {0, 3}) {
      GroupPublicKey group =
          GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes()).atEpoch(epoch);
      JoinRequestCheck.Parts parts = check(request, group);
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
    JoinRequest altered =
        new JoinRequest(
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

  private GroupPublicKey group() throws Exception {
    return GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes());
  }

  private JoinRequestCheck.Parts check(JoinRequest asked, GroupPublicKey group) {
    return JoinRequestCheck.check(asked, genesis.chainId(), entry, group);
  }
}
