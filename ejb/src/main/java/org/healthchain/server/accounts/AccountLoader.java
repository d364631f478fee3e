package org.healthchain.server.accounts;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.healthchain.server.instance.AccountFile;
import org.healthchain.server.instance.CurrentInstance;

/** Takes over the instance's account file at start; without a file the accounts stay. */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AccountLoader {
  private static final System.Logger LOGGER = System.getLogger(AccountLoader.class.getName());

  @Inject private CurrentInstance instance;
  @Inject private AccountStore store;

  @PostConstruct
  void load() {
    Path file = instance.directory().accountsFile();
    if (!Files.exists(file)) {
      LOGGER.log(System.Logger.Level.WARNING, "no {0}: the accounts stay as they are", file);
      return;
    }
    try {
      store.apply(AccountFile.read(file));
    } catch (IOException e) {
      throw new IllegalStateException("the account file cannot be read: " + e.getMessage(), e);
    }
  }
}
