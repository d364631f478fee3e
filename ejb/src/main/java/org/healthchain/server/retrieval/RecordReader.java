package org.healthchain.server.retrieval;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.keys.DayKeyTable;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.StoredTransaction;
import org.healthchain.server.membership.GroupMembers;
import org.healthchain.server.submission.VisitDocument;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Member;
import org.healthchain.server.transaction.MerkleTree;
import org.healthchain.server.transaction.State;
import org.healthchain.server.transaction.Transaction;

/**
 * Verifies, opens and decrypts one record, in that order: what does not verify is not decrypted
 * (FR-6, against Algorithm 3 of Healthchain).
 */
@Stateless
public class RecordReader {
  private static final SecureRandom RANDOM = new SecureRandom();

  @EJB private ManagerSecrets secrets;
  @EJB private DayKeyTable keys;
  @EJB private LedgerReader ledger;
  @EJB private CurrentState current;

  /** A record while it is read; nothing of it is kept. */
  private static final class Reading {
    private final StoredTransaction stored;
    private String problem;
    private Member signer;
    private boolean openingProofValid;
    private VisitDocument visit;

    private Reading(StoredTransaction stored) {
      this.stored = stored;
    }
  }

  public RecordView read(StoredTransaction stored) {
    Reading reading = new Reading(stored);
    boolean verified = verify(reading);
    if (verified) {
      open(reading);
      if (!stored.transaction().erased()) {
        decrypt(reading);
      }
    }
    return view(reading, verified);
  }

  private boolean verify(Reading reading) {
    Transaction transaction = reading.stored.transaction();
    if (!transaction.bodyFits()) {
      reading.problem = "BODY_MISMATCH";
    } else if (!standsInItsBlock(reading.stored)) {
      reading.problem = "NOT_IN_BLOCK";
    } else if (!group(transaction)
        .verify(transaction.header().encode(), transaction.authorisation().bytes())) {
      reading.problem = "BAD_GROUP_SIGNATURE";
    }
    return reading.problem == null;
  }

  private boolean standsInItsBlock(StoredTransaction stored) {
    var leaves =
        ledger.transactions(stored.block().height()).stream().map(Transaction::leaf).toList();
    return stored.index() < leaves.size()
        && Arrays.equals(leaves.get(stored.index()), stored.transaction().leaf())
        && MerkleTree.root(leaves).equals(stored.block().merkleRoot());
  }

  private void open(Reading reading) {
    Transaction transaction = reading.stored.transaction();
    byte[] message = transaction.header().encode();
    OpeningKey key = secrets.openingKey();
    try {
      State state = current.get().state();
      GroupPublicKey group = group(transaction);
      GroupSignature signature = GroupSignature.fromBytes(transaction.authorisation().bytes());
      Opening opening = key.open(group, message, signature, RANDOM);
      Optional<Registration> accused = opening.signer(GroupMembers.registry(state));
      if (accused.isEmpty()) {
        reading.problem = "UNKNOWN_SIGNER";
        return;
      }
      Member member =
          GroupMembers.byGroupName(state, accused.get().memberId()).orElseThrow().member();
      reading.signer = member;
      reading.openingProofValid =
          opening.judge(
              group,
              message,
              signature,
              accused.get(),
              (id, content, proof) ->
                  GroupMembers.identitySigned(member.identityKey(), content, proof));
    } catch (GroupSignatureException e) {
      reading.problem = "BAD_GROUP_SIGNATURE";
    } finally {
      key.destroy();
    }
  }

  private void decrypt(Reading reading) {
    Transaction transaction = reading.stored.transaction();
    byte[] plaintext = null;
    try {
      Optional<PrivateKey> key = keys.privateKey(transaction.header().keyId());
      if (key.isEmpty()) {
        reading.problem = "UNKNOWN_KEY_ID";
        return;
      }
      plaintext =
          Envelope.parse(transaction.body().bytes())
              .open(key.get(), transaction.header().associatedData());
      reading.visit = VisitDocument.fromJson(plaintext);
    } catch (GeneralSecurityException e) {
      reading.problem = "NOT_DECRYPTABLE";
    } catch (MalformedEncodingException e) {
      reading.problem = "MALFORMED_CONTENT";
    } finally {
      if (plaintext != null) {
        Arrays.fill(plaintext, (byte) 0);
      }
    }
  }

  private GroupPublicKey group(Transaction transaction) {
    try {
      return GroupPublicKey.fromBytes(secrets.genesis().groupPublicKey().bytes())
          .atEpoch(transaction.header().groupEpoch());
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("the genesis' group public key is malformed", e);
    }
  }

  private RecordView view(Reading reading, boolean verified) {
    StoredTransaction stored = reading.stored;
    Transaction transaction = stored.transaction();
    VisitDocument visit = reading.visit;
    Hash supersedes = transaction.header().supersedes();
    return new RecordView(
        transaction.id().hex(),
        transaction.header().serialNumber().hex(),
        stored.block().height(),
        Instant.ofEpochMilli(stored.block().timeMillis()),
        transaction.header().groupEpoch(),
        verified,
        reading.problem,
        visit == null ? null : visit.visitTime(),
        visit == null ? null : visit.diagnoses(),
        visit == null ? null : visit.notes(),
        visit == null ? null : visit.seal().doctor(),
        visit != null
            && reading.signer != null
            && visit.doctorSignatureValid(
                transaction.header().associatedData(), reading.signer.identityKey()),
        reading.signer == null ? null : reading.signer.name(),
        reading.openingProofValid,
        supersedes.isZero() ? null : supersedes.hex(),
        ledger.supersededBy(transaction.id()).map(Hash::hex).orElse(null),
        transaction.erased());
  }
}
