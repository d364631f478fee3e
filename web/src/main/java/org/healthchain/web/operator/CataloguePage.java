package org.healthchain.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Words;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.file.UploadedFile;

/** Replaces the catalogue of diagnoses by a CSV file. */
@Named("catalogue")
@RequestScoped
public class CataloguePage {
  @Inject private DiagnosisService catalogue;
  @Inject private Notices notices;
  @Inject private Words words;

  private @Nullable UploadedFile file;

  public void importFile() throws IOException {
    if (file == null || file.getSize() == 0) {
      notices.error("catalogue.empty");
      return;
    }
    try (InputStream content = file.getInputStream()) {
      notices.info("catalogue.imported", catalogue.importCsv(content));
    } catch (RefusedException e) {
      notices.error("catalogue.refused", words.of(e));
    }
  }

  public long getCount() {
    return catalogue.count();
  }

  public @Nullable UploadedFile getFile() {
    return file;
  }

  public void setFile(@Nullable UploadedFile file) {
    this.file = file;
  }
}
