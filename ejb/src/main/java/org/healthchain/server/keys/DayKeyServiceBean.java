package org.healthchain.server.keys;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Local;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.audit.AuditAction;
import org.healthchain.server.audit.AuditEvent;
import org.healthchain.server.audit.AuditHead;
import org.healthchain.server.audit.AuditOutcome;
import org.healthchain.server.audit.AuditRecorder;
import org.healthchain.server.control.ControlTransactions;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.transaction.AccessDigest;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.DayKey;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.TransactionKind;

/**
 * Replaces the manager's RSA key every day (FR-8, Healthchain §5.2.3): a new pair goes into the key
 * table, its public half, signed by the manager, onto the chain, and with it the head of the audit
 * trail. Old pairs stay in the table, so old records stay readable. A key is valid for a day and
 * accepted for two more, so that a record which waits at a cut-off institution is not lost.
 */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
@Local(DayKeyService.class)
@DeclareRoles(Roles.MANAGER)
@RolesAllowed(Roles.MANAGER)
public class DayKeyServiceBean implements DayKeyService {
  static final Duration VALIDITY = Duration.ofDays(1);
  static final Duration GRACE = Duration.ofDays(2);

  /** A new key is announced that long before the present one ends. */
  static final Duration LEAD = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_ANNOUNCEMENTS = 100_000;

  @Inject private DayKeyStore table;
  @Inject private ManagerSecrets secrets;
  @Inject private ControlTransactions control;
  @Inject private AuditRecorder audit;
  @Inject private LedgerReader ledger;
  @Resource private SessionContext context;

  @PostConstruct
  @PermitAll
  void adoptFirstKey() {
    if (secrets.present() && table.isEmpty()) {
      DayKey first = secrets.genesis().state().dayKeys().get(0);
      table.add(new KeyPair(publicKey(first), firstPrivateKey()), first);
    }
  }

  /** Looks every ten minutes whether the newest key ends soon. */
  @Schedule(hour = "*", minute = "*/10", persistent = false)
  @PermitAll
  void rotateWhenDue() {
    if (!secrets.present()) {
      return;
    }
    Instant now = Instant.now();
    if (due(table.list(0, 1), now)) {
      rotate("system", now);
    }
  }

  /** Whether the newest key has ended, ends within {@link #LEAD}, or is none. */
  static boolean due(List<DayKey> newest, Instant now) {
    return newest.stream().noneMatch(key -> key.validUntilMillis() > now.plus(LEAD).toEpochMilli());
  }

  static DayKey from(PublicKey key, Instant now) {
    return new DayKey(
        Opaque.of(key.getEncoded()),
        now.toEpochMilli(),
        now.plus(VALIDITY).toEpochMilli(),
        now.plus(VALIDITY).plus(GRACE).toEpochMilli());
  }

  @Override
  public String rotateNow() {
    return rotate(context.getCallerPrincipal().getName(), Instant.now());
  }

  private String rotate(String actor, Instant now) {
    KeyPair keys = EnvelopeKeys.generate(RANDOM);
    DayKey day = from(keys.getPublic(), now);
    String keyId = day.keyId().hex();
    audit.record(
        new AuditEvent(
            actor,
            AuditAction.ROTATE_KEY,
            keyId,
            "",
            AuditOutcome.of(AuditOutcome.Kind.ANNOUNCED)));
    table.add(keys, day);
    control.order(day, keyId);
    pinTrail();
    return keyId;
  }

  /** With every new key, so every day: from then on all institutions hold the trail's hash. */
  private void pinTrail() {
    AuditHead head = audit.head();
    control.order(
        new AccessDigest(head.hash(), head.number()), "audit entries to " + head.number());
  }

  @Override
  @Lock(LockType.READ)
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<DayKeyView> keys(int offset, int limit) {
    Optional<LedgerTip> tip = ledger.tip();
    Hash current =
        tip.flatMap(t -> t.state().currentDayKey(System.currentTimeMillis()))
            .map(DayKey::keyId)
            .orElse(Hash.ZERO);
    Map<Hash, Long> heights = announcementHeights();
    return table.list(offset, limit).stream().map(key -> view(key, current, heights)).toList();
  }

  private DayKeyView view(DayKey key, Hash current, Map<Hash, Long> heights) {
    return new DayKeyView(
        key.keyId().hex(),
        Instant.ofEpochMilli(key.validFromMillis()),
        Instant.ofEpochMilli(key.validUntilMillis()),
        Instant.ofEpochMilli(key.graceUntilMillis()),
        heights.get(key.keyId()),
        key.keyId().equals(current),
        ledger.countByKeyId(key.keyId()));
  }

  private Map<Hash, Long> announcementHeights() {
    Map<Hash, Long> heights = new HashMap<>();
    secrets.genesis().state().dayKeys().forEach(key -> heights.put(key.keyId(), 0L));
    for (StoredTransaction stored : ledger.byKind(TransactionKind.DAY_KEY, 0, MAX_ANNOUNCEMENTS)) {
      try {
        byte[] body = stored.transaction().presentBody().bytes();
        DayKey key = (DayKey) ControlPayload.decode(TransactionKind.DAY_KEY, body);
        heights.put(key.keyId(), stored.block().height());
      } catch (MalformedEncodingException e) {
        throw new IllegalStateException("a day key on the ledger is malformed", e);
      }
    }
    return heights;
  }

  @Override
  @Lock(LockType.READ)
  public long count() {
    return table.count();
  }

  private PrivateKey firstPrivateKey() {
    byte[] encoded = secrets.secret(SecretName.FIRST_DAY_KEY);
    try {
      return EnvelopeKeys.readPrivate(encoded);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key store's first day key is damaged", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static PublicKey publicKey(DayKey key) {
    try {
      return EnvelopeKeys.readPublic(key.publicKey().bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the genesis' day key seals no envelope", e);
    }
  }
}
