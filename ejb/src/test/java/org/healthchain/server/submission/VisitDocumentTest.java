package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.VisitContent;
import org.healthchain.server.submission.DoctorSigner.Doctor;
import org.healthchain.server.submission.VisitDocument.DoctorSeal;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class VisitDocumentTest {
  private static final Doctor LIN = new Doctor("lin", "Dr. Lin Hua");

  private final Samples samples = new Samples(21);
  private final byte[] seed = samples.bytes(32);
  private final Opaque institution =
      Opaque.of(new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded());
  private final byte[] associatedData = samples.bytes(150);
  private final VisitDocument visit =
      new VisitDocument(
          new VisitContent(
              Instant.parse("2026-11-22T09:30:00Z"),
              List.of(new Diagnosis("J45.909", "Unspecified asthma, \"quoted\"")),
              "Hustet seit Tagen; 咳嗽 \\ \u2028"),
          null);
  private final VisitDocument sealed = new DoctorSigner(seed).seal(visit, LIN, associatedData);

  @Test
  void aVisitSurvivesItsJson() throws Exception {
    VisitDocument read = VisitDocument.fromJson(sealed.toJson());
    assertThat(read).isEqualTo(sealed);
    assertThat(read.doctorSignatureValid(associatedData, institution)).isTrue();
  }

  @Test
  void theDoctorsSignatureFitsNoOtherTransactionInstitutionOrContent() {
    assertThat(sealed.doctorSignatureValid(samples.bytes(150), institution)).isFalse();
    assertThat(sealed.doctorSignatureValid(associatedData, samples.managerPublicKey())).isFalse();
    VisitContent content = sealed.content();
    VisitDocument changed =
        new VisitDocument(
            new VisitContent(content.visitTime(), content.diagnoses(), "well"), sealed.seal());
    assertThat(changed.doctorSignatureValid(associatedData, institution)).isFalse();
    DoctorSeal seal = sealed.seal();
    VisitDocument renamed =
        sealed.sealedBy(new DoctorSeal("Dr. Wu", seal.key(), seal.endorsement(), seal.signature()));
    assertThat(renamed.doctorSignatureValid(associatedData, institution)).isFalse();
  }

  @Test
  void eachDoctorHasAKeyOfTheirOwnAndKeepsIt() {
    DoctorSigner signer = new DoctorSigner(seed);
    assertThat(signer.seal(visit, LIN, associatedData)).isEqualTo(sealed);
    VisitDocument ofNamesake = signer.seal(visit, new Doctor("lin2", LIN.name()), associatedData);
    assertThat(ofNamesake.seal().key()).isNotEqualTo(sealed.seal().key());
  }

  @Test
  void theSealNamesThePersonAndNotTheAccount() {
    assertThat(sealed.seal().doctor()).isEqualTo("Dr. Lin Hua");
    assertThat(new String(sealed.toJson(), StandardCharsets.UTF_8)).doesNotContain("\"lin\"");
    VisitDocument married =
        new DoctorSigner(seed).seal(visit, new Doctor("lin", "Dr. Lin Wu"), associatedData);
    assertThat(married.seal().key()).isEqualTo(sealed.seal().key());
    assertThat(married.doctorSignatureValid(associatedData, institution)).isTrue();
  }

  @Test
  void whatIsNoVisitIsRefused() {
    for (String text : List.of("", "{}", "[]", "{\"version\":2}", "{\"version\":\"1\"}", "nul")) {
      assertThatThrownBy(() -> VisitDocument.fromJson(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(MalformedEncodingException.class);
    }
  }

  @Test
  void nothingClinicalIsPrinted() {
    assertThat(sealed.toString()).doesNotContain("asthma").doesNotContain("Hustet");
  }
}
