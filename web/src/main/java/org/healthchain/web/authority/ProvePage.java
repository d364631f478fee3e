package org.healthchain.web.authority;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.retrieval.RetrievalService;
import org.healthchain.server.retrieval.SignerProof;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Typed;
import org.jspecify.annotations.Nullable;

/** Makes a proof of who signed a record, for somebody else to judge. */
@Named("prove")
@RequestScoped
public class ProvePage {
  @Inject private RetrievalService retrieval;
  @Inject private Notices notices;

  private String transactionId = "";
  private String reason = "";
  private @Nullable SignerProof proof;

  public void prove() {
    try {
      proof = retrieval.proveSigner(transactionId, reason);
    } catch (RefusedException e) {
      notices.refused(e);
    }
  }

  /** Null until one was made. */
  public @Nullable SignerProof getProof() {
    return proof;
  }

  public String getTransactionId() {
    return transactionId;
  }

  public void setTransactionId(@Nullable String typed) {
    transactionId = Typed.stripped(typed);
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String typed) {
    reason = Typed.stripped(typed);
  }
}
