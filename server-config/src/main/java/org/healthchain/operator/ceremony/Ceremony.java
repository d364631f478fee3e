package org.healthchain.operator.ceremony;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.ManagerDescription;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Opaque;

/**
 * Founds a consortium: the manager sets the group up, each institution joins it (its secrets are
 * drawn in its own object and go into its own key store only), the manager signs the genesis.
 *
 * <p>For a demonstration all of it happens in one process. Nothing passes between manager and
 * institutions but what would pass over the wire.
 */
public final class Ceremony {
  /** Epoch of the group's first credentials. */
  static final int FIRST_GROUP_EPOCH = 0;

  private static final Duration DAY = Duration.ofDays(1);
  private static final int SECRET_BYTES = 32;

  private final ConsortiumPlan plan;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param progress gets one line a step
   */
  public Ceremony(ConsortiumPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Writes one directory a server and the demo accounts into {@code home}, which has none of them
   * yet.
   */
  public Genesis found(Path home) throws IOException, GeneralSecurityException {
    progress.accept("Certificate authority and manager's keys");
    CertificateAuthority authority = CertificateAuthority.found(plan.consortium(), random);
    ServerIdentity manager =
        ServerIdentity.create(plan.manager(), plan.consortium(), authority, random);
    GroupFounder group = new GroupFounder(plan.consortium(), random);
    KeyPair dayKey = EnvelopeKeys.generate(random);
    byte[] serialNumberKey = randomBytes();

    List<Institution> institutions = new ArrayList<>();
    for (ConsortiumPlan.Server server : plan.institutionServers()) {
      progress.accept("Keys and admission of " + server.displayName());
      ServerIdentity identity = ServerIdentity.create(server, plan.consortium(), authority, random);
      institutions.add(Institution.join(server, identity, group, random));
    }
    Genesis genesis = sign(authority, manager, group, dayKey, institutions);

    progress.accept("Directories, key stores and accounts");
    DemoAccounts accounts = new DemoAccounts(random);
    InstanceWriter writer = new InstanceWriter(random, authority.certificate());
    byte[] genesisBytes = genesis.encode();
    writer.write(
        home.resolve(plan.manager().directory()),
        plan.manager(),
        genesisBytes,
        accounts.makeFor(plan.manager()),
        keyStore -> {
          manager.store(keyStore);
          group.store(keyStore);
          keyStore.setAuthority(authority.key(), authority.certificate());
          keyStore.setSecret(SecretName.SERIAL_NUMBER_KEY, serialNumberKey);
          keyStore.setSecret(SecretName.KEY_TABLE_KEY, randomBytes());
          keyStore.setSecret(SecretName.FIRST_DAY_KEY, dayKey.getPrivate().getEncoded());
        });
    for (Institution institution : institutions) {
      writer.write(
          home.resolve(institution.server().directory()),
          institution.server(),
          genesisBytes,
          accounts.makeFor(institution.server()),
          keyStore -> storeInstitution(institution, serialNumberKey, keyStore));
    }
    accounts.write(home);
    return genesis;
  }

  private static void storeInstitution(
      Institution institution, byte[] serialNumberKey, InstanceKeyStore keyStore)
      throws GeneralSecurityException {
    institution.store(keyStore);
    keyStore.setSecret(SecretName.SERIAL_NUMBER_KEY, serialNumberKey);
  }

  private Genesis sign(
      CertificateAuthority authority,
      ServerIdentity manager,
      GroupFounder group,
      KeyPair dayKey,
      List<Institution> institutions)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    List<ConsortiumMember> members = institutions.stream().map(Institution::member).toList();
    DayKey firstKey =
        new DayKey(
            Opaque.of(dayKey.getPublic().getEncoded()),
            now.toEpochMilli(),
            now.plus(DAY).toEpochMilli(),
            now.plus(DAY).plus(DAY).toEpochMilli());
    byte[] nonce = new byte[Genesis.NONCE_BYTES];
    random.nextBytes(nonce);
    return new Genesis.Draft(
            plan.consortium(),
            Opaque.of(nonce),
            now.toEpochMilli(),
            new ManagerDescription(
                plan.manager().displayName(),
                plan.manager().listeners().brokerAddress(),
                manager.publicKey(),
                manager.certificateFingerprint()),
            group.publicKey(),
            Opaque.of(authority.certificate().getEncoded()),
            ConsortiumState.genesis(FIRST_GROUP_EPOCH, members, List.of(firstKey)))
        .sign(manager.identityKey());
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
