package org.healthchain.server.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.Role;
import org.healthchain.server.instance.SecretName;

/**
 * The manager's key store. Secrets are read when they are needed and wiped by who asked; none is
 * kept in this bean but the store itself, whose entries are encrypted in memory.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ManagerSecrets {
  private InstanceDirectory directory;
  private InstanceKeyStore keyStore;
  private Genesis genesis;

  @PostConstruct
  void open() {
    try {
      directory = InstanceDirectory.current();
      keyStore = directory.keyStore();
      genesis = directory.genesis();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key store cannot be read: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    keyStore = null;
  }

  /** Whether this server is the manager's; nothing else here may be called otherwise. */
  public boolean present() {
    return directory.role() == Role.MANAGER;
  }

  public Genesis genesis() {
    return genesis;
  }

  public InstanceDirectory directory() {
    return directory;
  }

  public synchronized InstanceKeyStore keyStore() {
    if (!present()) {
      throw new IllegalStateException("only the manager's server holds the manager's keys");
    }
    return keyStore;
  }

  /** A copy of the secret, which the caller wipes. */
  public byte[] secret(SecretName name) {
    try {
      return keyStore().requireSecret(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The manager's signing key. */
  public Ed25519PrivateKeyParameters identityKey() {
    byte[] seed = secret(SecretName.IDENTITY_KEY);
    try {
      return new Ed25519PrivateKeyParameters(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }
}
