package org.healthchain.web.authority;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.healthchain.server.membership.MemberView;
import org.healthchain.server.membership.MembershipService;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.web.session.Notices;
import org.healthchain.web.session.Typed;
import org.jspecify.annotations.Nullable;

/** The members and the invitation of a new one. */
@Named("members")
@RequestScoped
public class MembersPage {
  private static final int MAX_NAME_CHARS = 100;

  @Inject private MembershipService membership;
  @Inject private Notices notices;

  private String institutionName = "";
  private @Nullable String invitation;

  /** First step of the join. */
  public void invite() {
    if (institutionName.isEmpty()) {
      notices.errorAt("invite:institutionName", "members.name.empty");
      return;
    }
    if (institutionName.length() > MAX_NAME_CHARS) {
      notices.errorAt("invite:institutionName", "members.name.long", MAX_NAME_CHARS);
      return;
    }
    try {
      invitation = membership.invite(institutionName);
    } catch (RefusedException e) {
      notices.refused(e);
    }
  }

  public List<MemberView> getList() {
    return membership.members();
  }

  /** Null until somebody was invited. */
  public @Nullable String getInvitation() {
    return invitation;
  }

  public String getInstitutionName() {
    return institutionName;
  }

  public void setInstitutionName(@Nullable String typed) {
    institutionName = Typed.stripped(typed);
  }
}
