package org.healthchain.web.authority;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Locale;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.retrieval.RecordPage;
import org.healthchain.server.retrieval.RetrievalService;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Typed;
import org.jspecify.annotations.Nullable;

/**
 * Finds, verifies, decrypts and opens the records of a patient. Request-scoped: what is found
 * stands in the answer to one POST and is kept nowhere.
 */
@Named("retrieve")
@RequestScoped
public class RetrievePage {
  private static final String FORM = "retrieve:";

  @Inject private RetrievalService retrieval;
  @Inject private Notices notices;

  private String serialNumber = "";
  private String patientName = "";
  private String patientIdNumber = "";
  private String reason = "";
  private String from = "1";
  private @Nullable RecordPage page;

  /** By serial number if there is one, else by name and ID number. */
  public void find() {
    boolean wellFormed = checkReason();
    String serial = serialNumber.toLowerCase(Locale.ROOT);
    String name = patientName;
    String id = patientIdNumber;
    if (serial.isEmpty()) {
      wellFormed &= checkPatient(name, id);
    } else if (!name.isEmpty() || !id.isEmpty()) {
      notices.errorAt(FORM + "serialNumber", "retrieve.oneWay");
      wellFormed = false;
    } else if (!serial.matches("[0-9a-f]{64}")) {
      notices.errorAt(FORM + "serialNumber", "retrieve.serialNumber.form");
      wellFormed = false;
    }
    if (wellFormed) {
      load(serial, name, id);
    }
  }

  private void load(String serial, String name, String id) {
    try {
      page =
          serial.isEmpty()
              ? retrieval.byPatient(name, id, reason, first())
              : retrieval.bySerialNumber(serial, reason, first());
    } catch (RefusedException e) {
      notices.refused(e);
    }
  }

  /** Number of the record to begin with; 0, which the service refuses, for what is no number. */
  private long first() {
    return from.matches("[0-9]{1,9}") ? Long.parseLong(from) : 0;
  }

  private boolean checkPatient(String name, String id) {
    if (name.isEmpty()) {
      notices.errorAt(FORM + "patientName", id.isEmpty() ? "retrieve.nothing" : "visit.name.empty");
    }
    if (id.isEmpty() && !name.isEmpty()) {
      notices.errorAt(FORM + "patientIdNumber", "visit.id.empty");
    }
    return !name.isEmpty() && !id.isEmpty();
  }

  private boolean checkReason() {
    int length = reason.length();
    if (length < RetrievalService.MIN_REASON_CHARS) {
      notices.errorAt(FORM + "reason", "retrieve.reason.short", RetrievalService.MIN_REASON_CHARS);
      return false;
    }
    if (length > RetrievalService.MAX_REASON_CHARS) {
      notices.errorAt(FORM + "reason", "retrieve.reason.long", RetrievalService.MAX_REASON_CHARS);
      return false;
    }
    return true;
  }

  /** Null until something was asked for. */
  public @Nullable RecordPage getPage() {
    return page;
  }

  public int getPageRecords() {
    return RetrievalService.PAGE_RECORDS;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String typed) {
    from = Typed.stripped(typed);
  }

  public int getMaxReasonChars() {
    return RetrievalService.MAX_REASON_CHARS;
  }

  public int getMinReasonChars() {
    return RetrievalService.MIN_REASON_CHARS;
  }

  public String getSerialNumber() {
    return serialNumber;
  }

  public void setSerialNumber(@Nullable String typed) {
    serialNumber = Typed.stripped(typed);
  }

  public String getPatientName() {
    return patientName;
  }

  public void setPatientName(@Nullable String typed) {
    patientName = Typed.stripped(typed);
  }

  public String getPatientIdNumber() {
    return patientIdNumber;
  }

  public void setPatientIdNumber(@Nullable String typed) {
    patientIdNumber = Typed.stripped(typed);
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String typed) {
    reason = Typed.stripped(typed);
  }
}
