package org.healthchain.web.authority;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.healthchain.server.membership.MembershipService;
import org.healthchain.server.membership.RevocationPreview;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.retrieval.RetrievalService;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Typed;
import org.healthchain.web.session.Words;
import org.jspecify.annotations.Nullable;

/** Shows what revoking a member would mean, then revokes it with a reason (FR-10). */
@Named("revocation")
@ViewScoped
public class RevocationPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private MembershipService membership;
  @Inject private Notices notices;
  @Inject private Words words;

  private @Nullable Integer memberId;
  private String reason = "";

  public void preview(int id) {
    memberId = id;
    reason = "";
  }

  public void cancel() {
    memberId = null;
    reason = "";
  }

  public void revoke() {
    if (memberId == null) {
      return;
    }
    if (reason.length() < RetrievalService.MIN_REASON_CHARS) {
      notices.errorAt(
          "revocation:reason", "retrieve.reason.short", RetrievalService.MIN_REASON_CHARS);
      return;
    }
    if (reason.length() > RetrievalService.MAX_REASON_CHARS) {
      notices.errorAt(
          "revocation:reason", "retrieve.reason.long", RetrievalService.MAX_REASON_CHARS);
      return;
    }
    try {
      notices.info("members.revoked", words.shortened(membership.revoke(memberId, reason)));
      cancel();
    } catch (RefusedException e) {
      notices.refused(e);
    }
  }

  /** Null unless a member is chosen. */
  public @Nullable RevocationPreview getPreview() {
    return memberId == null ? null : membership.previewRevocation(memberId);
  }

  public String getReason() {
    return reason;
  }

  public void setReason(@Nullable String typed) {
    reason = Typed.stripped(typed);
  }
}
