package org.healthchain.server.accounts;

import java.util.Set;

/** Role names, as the container knows them. */
public final class Roles {
  public static final String DOCTOR = "DOCTOR";
  public static final String OPERATOR = "OPERATOR";
  public static final String MANAGER = "MANAGER";
  public static final String AUDITOR = "AUDITOR";

  /** Whoever may sign in has one of them. */
  public static final Set<String> ALL = Set.of(DOCTOR, OPERATOR, MANAGER, AUDITOR);

  private Roles() {}
}
