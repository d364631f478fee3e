package org.healthchain.operator.ceremony;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.GroupParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.Opaque;

/** The manager's side of the group signature: sets the group up and admits the first members. */
final class GroupFounder {
  private final SecureRandom random;
  private final IssuingKey issuing;
  private final OpeningKey opening;
  private final GroupPublicKey group;
  private final List<JoinRequest> admitted = new ArrayList<>();

  GroupFounder(String consortium, SecureRandom random) throws GroupSignatureException {
    this.random = random;
    GroupParameters parameters = GroupParameters.of(label(consortium));
    this.issuing = IssuingKey.generate(parameters, random);
    this.opening = OpeningKey.generate(parameters, random);
    this.group = GroupPublicKey.of(issuing.publicKey(), opening.publicKey());
  }

  /** The label separates consortia from each other; it is cut where it would be too long. */
  private static String label(String consortium) {
    String ascii = consortium.replaceAll("[^A-Za-z0-9 ._-]", "_");
    return ascii.substring(0, Math.min(ascii.length(), GroupParameters.MAX_LABEL_BYTES));
  }

  GroupPublicKey group() {
    return group;
  }

  Opaque publicKey() {
    return Opaque.of(group.toBytes());
  }

  /** First message of the join: the issuer's fresh nonce. */
  byte[] invite() {
    return IssuingKey.newNonce(random);
  }

  /** Last message of the join: checks the proof and issues the credential. */
  Credential admit(JoinRequest request, byte[] nonce) throws GroupSignatureException {
    Registry registered = Registry.of(admitted.stream().map(JoinRequest::registration).toList());
    Credential credential = issuing.admit(group, request, nonce, registered, random);
    admitted.add(request);
    return credential;
  }

  void store(InstanceKeyStore keyStore) throws GeneralSecurityException {
    keyStore.setSecret(SecretName.ISSUING_KEY, issuing.toBytes());
    keyStore.setSecret(SecretName.OPENING_KEY, opening.toBytes());
  }
}
