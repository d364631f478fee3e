package org.healthchain.server.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.ledger.CurrentState;

/**
 * Ready while the key store on disk has every key of this server's role and the consortium has a
 * day key in force.
 */
@Readiness
@ApplicationScoped
public class KeysReadiness implements HealthCheck {
  /** A probe does not open the key store again so soon: that takes a password hash. */
  private static final long REMEMBERED_MILLIS = 60_000;

  private static final List<SecretName> OF_AN_INSTITUTION =
      List.of(
          SecretName.IDENTITY_KEY,
          SecretName.SERIAL_NUMBER_KEY,
          SecretName.MEMBER_SECRET,
          SecretName.VOTE_KEY);
  private static final List<SecretName> OF_THE_MANAGER =
      List.of(
          SecretName.IDENTITY_KEY,
          SecretName.SERIAL_NUMBER_KEY,
          SecretName.ISSUING_KEY,
          SecretName.OPENING_KEY,
          SecretName.KEY_TABLE_KEY);

  @Inject private CurrentInstance instance;
  @Inject private CurrentState current;

  private boolean present;
  private long lookedMillis;

  @Override
  public HealthCheckResponse call() {
    boolean keys = keysPresent(System.currentTimeMillis());
    boolean dayKey =
        current.isOpen()
            && current.get().state().currentDayKey(System.currentTimeMillis()).isPresent();
    return HealthCheckResponse.named("keys")
        .status(keys && dayKey)
        .withData("keyStore", keys)
        .withData("dayKey", dayKey)
        .build();
  }

  private synchronized boolean keysPresent(long nowMillis) {
    if (lookedMillis == 0 || nowMillis - lookedMillis > REMEMBERED_MILLIS) {
      present = allThere();
      lookedMillis = nowMillis;
    }
    return present;
  }

  private boolean allThere() {
    try {
      InstanceKeyStore store = instance.directory().keyStore();
      for (SecretName name : instance.isInstitution() ? OF_AN_INSTITUTION : OF_THE_MANAGER) {
        if (!store.contains(name)) {
          return false;
        }
      }
      return store.tlsChain() != null;
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }
}
