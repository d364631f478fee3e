package org.healthchain.server.instance;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.healthchain.server.transaction.Hash;

/** The directory and genesis of the server that this code runs in, read once. Holds no secret. */
@ApplicationScoped
public class CurrentInstance {
  private InstanceDirectory directory;
  private Genesis genesis;
  private Hash chainId;

  @PostConstruct
  void open() {
    try {
      directory = InstanceDirectory.current();
      genesis = directory.genesis();
      chainId = genesis.chainId();
    } catch (IOException e) {
      throw new IllegalStateException("the instance's directory: " + e.getMessage(), e);
    }
  }

  public InstanceDirectory directory() {
    return directory;
  }

  public Genesis genesis() {
    return genesis;
  }

  public Hash chainId() {
    return chainId;
  }

  public boolean isInstitution() {
    return directory.role() == ServerRole.INSTITUTION;
  }
}
