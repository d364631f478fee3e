package org.healthchain.web.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.healthchain.server.intake.VisitField;
import org.junit.jupiter.api.Test;

class VisitFormTest {
  @Test
  void whatWasTypedIsHandedOnUnaltered() {
    VisitForm form = new VisitForm();
    form.setName(" Ada Lovelace ");
    form.setIdNumber("999-1");
    form.setTime("2026-11-22 14:05 ");
    form.setDiagnoses(
        List.of(new Diagnosis("J45.909", "Unspecified asthma"), new Diagnosis("cough", "")));
    form.setNotes(" first\n\tsecond ");
    form.setSupersedes("no id");
    assertThat(form.toSent(ZoneOffset.UTC))
        .isEqualTo(
            new SentVisit(
                " Ada Lovelace ",
                "999-1",
                new SentContent(
                    "2026-11-22 14:05 ",
                    ZoneOffset.UTC,
                    List.of(new SentDiagnosis("J45.909", null), new SentDiagnosis("cough", null)),
                    " first\n\tsecond "),
                "no id"));
  }

  @Test
  void anInputThatWasNotSentIsEmptyAndNoTimeIsMadeUp() {
    VisitForm form = new VisitForm();
    form.setTime(null);
    form.setDiagnoses(null);
    assertThat(form.toSent(ZoneOffset.UTC).content())
        .isEqualTo(new SentContent("", ZoneOffset.UTC, List.of(), ""));
  }

  @Test
  void everyFieldHasAnInputOfItsOwn() {
    assertThat(Arrays.stream(VisitField.values()).map(VisitForm::input))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }
}
