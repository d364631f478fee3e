package org.healthchain.server.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The PKCS#12 key store of one server: its TLS key with certificates, and raw secrets. Not safe for
 * use by several threads while it is being written.
 */
public final class InstanceKeyStore {
  /** Alias of the TLS key. */
  public static final String TLS_ALIAS = "tls";

  /** Alias of the certificate authority's key, in the manager's store only. */
  public static final String AUTHORITY_ALIAS = "authority";

  // PKCS#12 wants an algorithm it has an object identifier for; the entry's name says what it is.
  private static final String RAW = "AES";

  private final KeyStore store;
  private final char[] password;

  private InstanceKeyStore(KeyStore store, char[] password) {
    this.store = store;
    this.password = password.clone();
  }

  /** A new, empty one. */
  public static InstanceKeyStore empty(char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    return new InstanceKeyStore(store, password);
  }

  public static InstanceKeyStore load(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return new InstanceKeyStore(store, password);
  }

  /** Writes to a file that already has the permissions it should have, or to any stream. */
  public void write(OutputStream out) throws IOException, GeneralSecurityException {
    store.store(out, password);
  }

  /** A copy of the secret's bytes, which the caller wipes; empty if this server has none. */
  public Optional<byte[]> secret(SecretName name) throws GeneralSecurityException {
    if (!store.containsAlias(name.alias())) {
      return Optional.empty();
    }
    return Optional.of(((SecretKey) store.getKey(name.alias(), password)).getEncoded());
  }

  /** Whether it has that secret; asks for no password. */
  public boolean contains(SecretName name) throws GeneralSecurityException {
    return store.containsAlias(name.alias());
  }

  /**
   * As {@link #secret}, for a secret without which the server cannot do its work.
   *
   * @throws GeneralSecurityException if there is none
   */
  public byte[] requireSecret(SecretName name) throws GeneralSecurityException {
    return secret(name)
        .orElseThrow(() -> new GeneralSecurityException("the key store lacks " + name.alias()));
  }

  public void setSecret(SecretName name, byte[] secret) throws GeneralSecurityException {
    store.setEntry(
        name.alias(),
        new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, RAW)),
        new KeyStore.PasswordProtection(password));
  }

  public void setTls(PrivateKey key, X509Certificate... chain) throws GeneralSecurityException {
    store.setKeyEntry(TLS_ALIAS, key, password, chain);
  }

  /** The consortium's certificate authority, which certifies the servers of later members. */
  public void setAuthority(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    store.setKeyEntry(AUTHORITY_ALIAS, key, password, new X509Certificate[] {certificate});
  }

  /** Empty at an institution. */
  public Optional<PrivateKey> authorityKey() throws GeneralSecurityException {
    return Optional.ofNullable((PrivateKey) store.getKey(AUTHORITY_ALIAS, password));
  }

  public PrivateKey tlsKey() throws GeneralSecurityException {
    return (PrivateKey) store.getKey(TLS_ALIAS, password);
  }

  /** The server's own certificate first, the consortium's authority last. */
  public Certificate[] tlsChain() throws GeneralSecurityException {
    return store.getCertificateChain(TLS_ALIAS);
  }
}
