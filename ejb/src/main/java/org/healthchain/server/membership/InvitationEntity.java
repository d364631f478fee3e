package org.healthchain.server.membership;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invitation that the manager gave out; its nonce serves one join. */
@Entity
@Table(name = "hc_invitation")
public class InvitationEntity {
  @Id
  @Column(name = "member_id")
  private int memberId;

  @Column(name = "institution_name", nullable = false)
  private String institutionName;

  @Column(name = "issuer_nonce", nullable = false)
  private byte[] issuerNonce;

  @Column(name = "issued_at_ms", nullable = false)
  private long issuedAtMillis;

  @Column private byte @Nullable [] admission;

  @SuppressWarnings("NullAway.Init") // filled by reflection
  protected InvitationEntity() {}

  InvitationEntity(int memberId, String institutionName, byte[] issuerNonce, Instant issuedAt) {
    this.memberId = memberId;
    this.institutionName = institutionName;
    this.issuerNonce = issuerNonce.clone();
    this.issuedAtMillis = issuedAt.toEpochMilli();
  }

  int memberId() {
    return memberId;
  }

  String institutionName() {
    return institutionName;
  }

  byte[] issuerNonce() {
    return issuerNonce.clone();
  }

  /** The notice that answered the request, UTF-8; null until admitted. */
  byte @Nullable [] admission() {
    return admission == null ? null : admission.clone();
  }

  void answerWith(byte[] notice) {
    admission = notice.clone();
  }
}
