package org.healthchain.web.doctor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.jspecify.annotations.Nullable;

/**
 * Diagnosis to code and back. An unknown code becomes a diagnosis without words instead of a
 * conversion error: the form then keeps nothing of the patient in the view's state.
 */
@Named("diagnosisConverter")
@ApplicationScoped
public class DiagnosisConverter implements Converter<Diagnosis> {
  @Inject private DiagnosisService catalogue;

  @Override
  public @Nullable Diagnosis getAsObject(
      FacesContext faces, UIComponent component, @Nullable String code) {
    return code == null || code.isBlank()
        ? null
        : catalogue.find(code.strip()).orElseGet(() -> new Diagnosis(code.strip(), ""));
  }

  @Override
  public String getAsString(
      FacesContext faces, UIComponent component, @Nullable Diagnosis diagnosis) {
    return diagnosis == null ? "" : diagnosis.code();
  }
}
