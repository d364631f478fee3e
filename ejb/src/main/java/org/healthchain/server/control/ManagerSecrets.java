package org.healthchain.server.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.serialnumber.SerialNumberKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;

/**
 * The manager's key store. Secrets are read when they are needed and wiped by who asked; none is
 * kept in this bean but the store itself, whose entries are encrypted in memory.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ManagerSecrets {
  @Inject private CurrentInstance instance;

  private InstanceKeyStore keyStore;

  @PostConstruct
  void open() {
    try {
      keyStore = instance.directory().keyStore();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the key store cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether this server is the manager's; nothing else here may be called otherwise. */
  public boolean present() {
    return !instance.isInstitution();
  }

  public Genesis genesis() {
    return instance.genesis();
  }

  /** The group's public key; take it to the epoch that is wanted. */
  public GroupPublicKey group() {
    return GroupMembers.publicKey(genesis().groupPublicKey());
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

  /** The issuing key; the caller destroys it after use. */
  public IssuingKey issuingKey() {
    return decode(SecretName.ISSUING_KEY, IssuingKey::fromBytes);
  }

  /** The opening key; the caller destroys it after use. */
  public OpeningKey openingKey() {
    return decode(SecretName.OPENING_KEY, OpeningKey::fromBytes);
  }

  /** The serial-number key; the caller destroys it after use. */
  public SerialNumberKey serialNumberKey() {
    return decode(SecretName.SERIAL_NUMBER_KEY, SerialNumberKey::of);
  }

  private interface Decoder<K> {
    K decode(byte[] bytes) throws GroupSignatureException;
  }

  private <K> K decode(SecretName name, Decoder<K> decoder) {
    byte[] bytes = secret(name);
    try {
      return decoder.decode(bytes);
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("the key store's " + name + " is damaged", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
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
