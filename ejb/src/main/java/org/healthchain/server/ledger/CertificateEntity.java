package org.healthchain.server.ledger;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A block's commit certificate; it may come some blocks later than the block. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_certificate")
public class CertificateEntity {
  @Id private long height;
  private byte[] certificate;
  private int signers;
  private int quorum;

  protected CertificateEntity() {}

  CertificateEntity(long height, byte[] certificate, int signers, int quorum) {
    this.height = height;
    this.certificate = certificate.clone();
    this.signers = signers;
    this.quorum = quorum;
  }

  byte[] certificate() {
    return certificate.clone();
  }

  int signers() {
    return signers;
  }

  int quorum() {
    return quorum;
  }
}
