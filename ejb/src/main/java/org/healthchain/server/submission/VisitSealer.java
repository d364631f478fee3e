package org.healthchain.server.submission;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.healthchain.crypto.serialnumber.PatientIdentity;
import org.healthchain.crypto.serialnumber.SerialNumberKey;
import org.healthchain.server.accounts.AccountService;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.Visit;
import org.healthchain.server.intake.VisitField;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionService.NotReadyException.Reason;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/** Turns a visit into a serial number and ciphertext for the manager (FR-1, Healthchain §5.2.1). */
@ApplicationScoped
public class VisitSealer {
  /** The longest plaintext whose envelope, padded to its bucket, is a body. */
  static final int MAX_PLAINTEXT_BYTES = maxPlaintextBytes();

  private final SecureRandom random = new SecureRandom();

  @Inject private CurrentInstance instance;
  @Inject private CurrentState current;
  @Inject private AccountService accounts;

  private @Nullable SerialNumberKey serialNumberKey;
  private @Nullable DoctorSigner doctors;
  private @Nullable SendingHashes hashes;
  private volatile @Nullable ParsedKey lastKey;

  private record ParsedKey(Hash keyId, PublicKey key) {}

  @PostConstruct
  void open() {
    if (!instance.isInstitution()) {
      return;
    }
    try {
      InstanceKeyStore keys = instance.directory().keyStore();
      byte[] serial = keys.requireSecret(SecretName.SERIAL_NUMBER_KEY);
      byte[] identity = keys.requireSecret(SecretName.IDENTITY_KEY);
      serialNumberKey = SerialNumberKey.of(serial);
      doctors = new DoctorSigner(identity);
      hashes = new SendingHashes(identity);
      Arrays.fill(serial, (byte) 0);
      Arrays.fill(identity, (byte) 0);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key store cannot be read: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    if (serialNumberKey != null) {
      serialNumberKey.destroy();
    }
    if (hashes != null) {
      hashes.destroy();
    }
  }

  /** Whether this is an institution's server; the manager's takes no visits. */
  public boolean ready() {
    return serialNumberKey != null;
  }

  /** By which this server knows again what was sent. */
  SendingHashes hashes() {
    return present(hashes);
  }

  public Hash serialNumberOf(Visit visit) {
    return Hash.of(
        present(serialNumberKey)
            .serialNumberOf(PatientIdentity.of(visit.patientName(), visit.patientIdNumber()))
            .toBytes());
  }

  public SealedVisit seal(Visit visit, Hash serialNumber, String doctor, Instant now)
      throws NotReadyException, InvalidVisitException {
    ConsortiumState state = current.get().state();
    DayKey dayKey =
        state
            .currentDayKey(now.toEpochMilli())
            .orElseThrow(() -> new NotReadyException(Reason.NO_DAY_KEY));
    Hash supersedes = visit.supersedes() == null ? Hash.ZERO : Hash.ofHex(visit.supersedes());
    TransactionHeader header =
        TransactionHeader.record(
            instance.chainId(), state.groupEpoch(), serialNumber, dayKey.keyId(), supersedes);
    VisitDocument document = new VisitDocument(visit.content().inSeconds(), null);
    byte[] plaintext =
        present(doctors).seal(document, named(doctor), header.associatedData()).toJson();
    try {
      requireFits(plaintext);
      byte[] body =
          Envelope.seal(publicKey(dayKey), plaintext, header.associatedData(), random).toBytes();
      return new SealedVisit(header.committingTo(body), body);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private DoctorSigner.Doctor named(String account) {
    return new DoctorSigner.Doctor(account, accounts.displayName(account));
  }

  private static <T> T present(@Nullable T key) {
    return Objects.requireNonNull(key, "an institution's server seals");
  }

  private static int maxPlaintextBytes() {
    int bytes = Transaction.MAX_BODY_BYTES;
    while (Envelope.sealedBytes(bytes) > Transaction.MAX_BODY_BYTES) {
      bytes--;
    }
    return bytes;
  }

  private static void requireFits(byte[] plaintext) throws InvalidVisitException {
    int tooMany = plaintext.length - MAX_PLAINTEXT_BYTES;
    if (tooMany > 0) {
      throw new InvalidVisitException(
          List.of(Finding.of(VisitField.NOTES, Finding.Kind.VISIT_LARGE, tooMany)));
    }
  }

  private PublicKey publicKey(DayKey dayKey) {
    ParsedKey last = lastKey;
    if (last == null || !last.keyId().equals(dayKey.keyId())) {
      last = new ParsedKey(dayKey.keyId(), parse(dayKey));
      lastKey = last;
    }
    return last.key();
  }

  private static PublicKey parse(DayKey dayKey) {
    try {
      return EnvelopeKeys.readPublic(dayKey.publicKey().bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the manager's day key seals no envelope", e);
    }
  }
}
