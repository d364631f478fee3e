package org.healthchain.server.submission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.healthchain.server.submission.QuotaExceededException.Scope;
import org.healthchain.server.transaction.Hash;

/**
 * How many visits may be sent (NFR-8): a ledger forgets nothing, and whoever floods it hides what
 * stands there. Each counts what was sent within a window that ends now; 0 switches it off.
 */
@ApplicationScoped
public class Quotas {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);

  private final int ofAccount;
  private final int ofInstitution;
  private final int ofPatient;

  /** Visits in an hour, in an hour, in a day. */
  @Inject
  public Quotas(
      @ConfigProperty(name = "healthchain.quota.account.per.hour", defaultValue = "10000")
          int ofAccount,
      @ConfigProperty(name = "healthchain.quota.institution.per.hour", defaultValue = "20000")
          int ofInstitution,
      @ConfigProperty(name = "healthchain.quota.patient.per.day", defaultValue = "100")
          int ofPatient) {
    this.ofAccount = ofAccount;
    this.ofInstitution = ofInstitution;
    this.ofPatient = ofPatient;
  }

  /** For the container's proxy. */
  protected Quotas() {
    this(0, 0, 0);
  }

  /**
   * @throws QuotaExceededException if one more would be too many
   */
  void require(SendingStore sent, String doctor, Hash serialNumber, Instant now)
      throws QuotaExceededException {
    if (ofAccount > 0) {
      require(
          Scope.ACCOUNT, ofAccount, HOUR, now, sent.ofDoctor(doctor, now.minus(HOUR), ofAccount));
    }
    if (ofPatient > 0) {
      require(
          Scope.PATIENT,
          ofPatient,
          DAY,
          now,
          sent.ofPatient(serialNumber, now.minus(DAY), ofPatient));
    }
    if (ofInstitution > 0) {
      require(
          Scope.INSTITUTION, ofInstitution, HOUR, now, sent.ofAll(now.minus(HOUR), ofInstitution));
    }
  }

  /**
   * @param last when the one was sent that fills the quota, counted from now backwards
   */
  private static void require(
      Scope scope, int quota, Duration window, Instant now, Optional<Instant> last)
      throws QuotaExceededException {
    if (last.isPresent()) {
      throw new QuotaExceededException(
          scope, quota, Duration.between(now, last.get().plus(window)));
    }
  }
}
