package org.healthchain.server.accounts;

/** Role names, as the container knows them. */
public final class Roles {
  public static final String DOCTOR = "DOCTOR";
  public static final String OPERATOR = "OPERATOR";
  public static final String MANAGER = "MANAGER";
  public static final String AUDITOR = "AUDITOR";

  private Roles() {}
}
