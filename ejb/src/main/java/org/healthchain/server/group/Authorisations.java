package org.healthchain.server.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.crypto.groupsignature.BatchVerifier;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.healthchain.server.ledger.AuthorisationVerifier;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Transaction;

/**
 * Verifies group signatures in batches and the manager's signatures one by one. A group signature
 * stands in a transaction in its wire form, the only one allowed, so that nobody can make two
 * transactions of one. Safe for use by many threads.
 */
public final class Authorisations implements AuthorisationVerifier {
  private final BatchVerifier verifier;
  private final Opaque managerKey;

  /**
   * @param managerKey the manager's Ed25519 public key
   */
  public Authorisations(GroupPublicKey group, Opaque managerKey) {
    this.verifier = BatchVerifier.of(group);
    this.managerKey = managerKey;
  }

  /**
   * @throws IllegalArgumentException if the group public key is malformed
   */
  public static Authorisations of(Opaque groupPublicKey, Opaque managerKey) {
    return new Authorisations(GroupMembers.publicKey(groupPublicKey), managerKey);
  }

  @Override
  public Set<Integer> wrong(List<Transaction> transactions) {
    Set<Integer> wrong = new HashSet<>();
    List<SignedMessage> signed = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      if (transaction.header().kind().isControl()) {
        if (!ManagerAuthority.verify(transaction, managerKey)) {
          wrong.add(i);
        }
      } else if (transaction.authorisation().length() != GroupSignature.WIRE_BYTES) {
        wrong.add(i);
      } else {
        places.add(i);
        signed.add(
            new SignedMessage(
                transaction.header().groupEpoch(),
                transaction.header().encode(),
                transaction.authorisation().bytes()));
      }
    }
    for (int from = 0; from < signed.size(); from += BatchVerifier.MAX_BATCH) {
      int to = Math.min(signed.size(), from + BatchVerifier.MAX_BATCH);
      for (int invalid : verifier.verify(signed.subList(from, to)).invalid()) {
        wrong.add(places.get(from + invalid));
      }
    }
    return wrong;
  }
}
