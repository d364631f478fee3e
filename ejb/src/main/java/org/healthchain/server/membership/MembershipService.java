package org.healthchain.server.membership;

import java.util.List;

/** Admits and expels institutions (FR-4, FR-9, FR-10). Role MANAGER. */
public interface MembershipService {
  List<MemberView> members();

  /**
   * First step of the join: makes an invitation (a fresh nonce of the issuer and what a joiner must
   * know of the consortium).
   *
   * @return the invitation's text, for the new institution's operator
   */
  String invite(String institutionName);

  /**
   * Second step, on the joiner's request: checks proof of knowledge, keys and signatures.
   *
   * @return what admitting it would mean
   * @throws RefusedException if the request does not verify; the message says what is wrong
   */
  AdmissionPreview checkRequest(String joinRequest);

  /**
   * Third step: issues the credential and orders the admission on the chain.
   *
   * @return the admission's text, for the joiner's operator
   */
  String admit(String joinRequest);

  /** What revoking the member would mean. */
  RevocationPreview previewRevocation(int memberId);

  /**
   * Orders the revocation on the chain.
   *
   * @param reason kept in the audit trail
   * @return transaction id
   */
  String revoke(int memberId, String reason);
}
