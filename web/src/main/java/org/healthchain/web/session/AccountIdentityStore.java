package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import org.healthchain.server.accounts.AccountService;

/** Asks the server's accounts; the account's roles become the caller's groups. */
@ApplicationScoped
public class AccountIdentityStore implements IdentityStore {
  @Inject private AccountService accounts;

  /** Called by the container through the type of the credential. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    try {
      return accounts
          .authenticate(credential.getCaller(), credential.getPassword().getValue())
          .map(account -> new CredentialValidationResult(account.userName(), account.roles()))
          .orElse(CredentialValidationResult.INVALID_RESULT);
    } finally {
      credential.clear();
    }
  }
}
