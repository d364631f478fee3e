package org.healthchain.server.retrieval;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.healthchain.crypto.groupsignature.Trace;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.keys.DayKeyStore;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.retrieval.RecordProblem.Kind;
import org.healthchain.server.submission.VisitDocument;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Verifies, traces and decrypts records, in that order: what does not verify is not decrypted
 * (FR-6, against Algorithm 3 of Healthchain). The signatures of a list are verified in one batch
 * and traced without proofs; {@link SignerProver} makes a proof of the one that needs it.
 */
@Stateless
public class RecordReader {
  @Inject private ManagerSecrets secrets;
  @Inject private DayKeyStore keys;
  @Inject private LedgerReader ledger;
  @Inject private CurrentState current;

  /** A record while it is read; nothing of it is kept. */
  private static final class Reading {
    private final StoredTransaction stored;
    private @Nullable RecordProblem problem;
    private boolean verified;
    private @Nullable ConsortiumMember signer;
    private boolean signerRegistered;
    private @Nullable VisitDocument visit;

    private Reading(StoredTransaction stored) {
      this.stored = stored;
    }

    private SignedMessage signed() {
      Transaction transaction = stored.transaction();
      return new SignedMessage(
          transaction.header().groupEpoch(),
          transaction.header().encode(),
          transaction.authorisation().bytes());
    }
  }

  /** Views of the records, in their order. */
  public List<RecordView> read(List<StoredTransaction> records) {
    List<Reading> readings = records.stream().map(Reading::new).toList();
    StandingRecords standing = new StandingRecords(ledger);
    for (Reading reading : readings) {
      reading.problem = standing.problem(reading.stored).orElse(null);
    }
    trace(readings.stream().filter(reading -> reading.problem == null).toList());
    for (Reading reading : readings) {
      if (reading.verified && !reading.stored.transaction().erased()) {
        decrypt(reading);
      }
    }
    return readings.stream().map(this::view).toList();
  }

  /** Verifies all signatures in one batch and finds out who made the valid ones. */
  private void trace(List<Reading> readings) {
    if (readings.isEmpty()) {
      return;
    }
    ConsortiumState state = current.get().state();
    OpeningKey key = secrets.openingKey();
    try {
      GroupPublicKey group = secrets.group();
      List<Trace> traces =
          key.trace(
              group, readings.stream().map(Reading::signed).toList(), GroupMembers.registry(state));
      Map<String, Boolean> registered = new HashMap<>();
      for (int i = 0; i < traces.size(); i++) {
        Reading reading = readings.get(i);
        reading.verified = traces.get(i).valid();
        if (!reading.verified) {
          reading.problem = RecordProblem.of(Kind.BAD_GROUP_SIGNATURE);
        } else if (traces.get(i).signer().isEmpty()) {
          reading.problem = RecordProblem.of(Kind.UNKNOWN_SIGNER);
        } else {
          Registration signer = traces.get(i).signer().get();
          ConsortiumMember member = member(state, signer);
          reading.signer = member;
          reading.signerRegistered =
              registered.computeIfAbsent(
                  signer.memberId(), id -> registered(group, member, signer));
        }
      }
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("the opening key does not fit the group or its members", e);
    } finally {
      key.destroy();
    }
  }

  private static ConsortiumMember member(ConsortiumState state, Registration signer) {
    return GroupMembers.byGroupName(state, signer.memberId()).orElseThrow().member();
  }

  /** Whether the institution itself signed the key by which it was traced. */
  private static boolean registered(
      GroupPublicKey group, ConsortiumMember member, Registration key) {
    return GroupMembers.identitySigned(
        member.identityKey(), key.signedBytes(group), key.longTermSignature());
  }

  private void decrypt(Reading reading) {
    Transaction transaction = reading.stored.transaction();
    byte[] plaintext = null;
    try {
      Optional<PrivateKey> key = keys.privateKey(transaction.header().keyId());
      if (key.isEmpty()) {
        reading.problem = RecordProblem.unknownKey(transaction.header().keyId());
        return;
      }
      plaintext =
          Envelope.parse(transaction.presentBody().bytes())
              .open(key.get(), transaction.header().associatedData());
      reading.visit = VisitDocument.fromJson(plaintext);
    } catch (GeneralSecurityException e) {
      reading.problem = RecordProblem.of(Kind.NOT_DECRYPTABLE);
    } catch (MalformedEncodingException e) {
      reading.problem = RecordProblem.malformed(e.malformation());
    } finally {
      if (plaintext != null) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  private RecordView view(Reading reading) {
    StoredTransaction stored = reading.stored;
    Transaction transaction = stored.transaction();
    return new RecordView(
        transaction.id().hex(),
        transaction.header().serialNumber().hex(),
        new RecordView.InBlock(
            stored.block().height(), Instant.ofEpochMilli(stored.block().timeMillis())),
        new RecordView.Signer(
            reading.verified,
            reading.signer == null ? null : reading.signer.name(),
            reading.signerRegistered),
        reading.problem,
        reading.visit == null ? null : content(reading, reading.visit),
        corrections(transaction),
        transaction.erased());
  }

  private static RecordView.Content content(Reading reading, VisitDocument visit) {
    byte[] associatedData = reading.stored.transaction().header().associatedData();
    return new RecordView.Content(
        visit.content(),
        visit.presentSeal().doctor(),
        reading.signer != null
            && visit.doctorSignatureValid(associatedData, reading.signer.identityKey()));
  }

  private RecordView.Corrections corrections(Transaction transaction) {
    Hash supersedes = transaction.header().supersedes();
    return new RecordView.Corrections(
        supersedes.isZero() ? null : supersedes.hex(),
        ledger.supersededBy(transaction.id()).map(Hash::hex).orElse(null));
  }
}
