package org.healthchain.operator.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;

/** Writes one server's directory, as {@link InstanceDirectory} reads it. */
final class InstanceWriter {
  private final SecureRandom random;
  private final X509Certificate authority;

  InstanceWriter(SecureRandom random, X509Certificate authority) {
    this.random = random;
    this.authority = authority;
  }

  /** What fills the key store; it may throw what key stores throw. */
  interface Secrets {
    void store(InstanceKeyStore keyStore) throws GeneralSecurityException;
  }

  void write(
      Path folder, ConsortiumPlan.Server server, byte[] genesis, String accounts, Secrets secrets)
      throws IOException, GeneralSecurityException {
    Path root = SecretFiles.createFolder(folder);
    SecretFiles.create(InstanceDirectory.propertiesFile(root), properties(server));
    InstanceDirectory instance = InstanceDirectory.open(root);
    SecretFiles.createFolder(instance.data());
    SecretFiles.createFolder(instance.logs());
    SecretFiles.create(instance.genesisFile(), genesis);
    SecretFiles.create(instance.accountsFile(), accounts);
    String password = Passwords.forStore(random);
    SecretFiles.create(instance.passwordFile(), password);
    InstanceKeyStore keyStore = InstanceKeyStore.empty(password.toCharArray());
    secrets.store(keyStore);
    SecretFiles.create(instance.keyStoreFile(), encode(keyStore));
    // The keys were drawn for this folder and have not voted anywhere.
    StartMarker.ofNewKey(instance.startMarker());
    SecretFiles.create(instance.trustStoreFile(), trustStore(password.toCharArray()));
  }

  private static byte[] encode(InstanceKeyStore keyStore)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keyStore.write(out);
    return out.toByteArray();
  }

  private byte[] trustStore(char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setCertificateEntry("consortium", authority);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private String properties(ConsortiumPlan.Server server) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("healthchain.name", server.directory());
    entries.put("healthchain.display.name", server.displayName());
    entries.put("healthchain.role", server.role().propertyValue());
    entries.put("healthchain.member.id", Integer.toString(server.memberId()));
    entries.put("healthchain.http.address", server.listeners().address());
    entries.put("healthchain.http.port", Integer.toString(server.listeners().httpPort()));
    entries.put("healthchain.broker.address", server.listeners().address());
    entries.put("healthchain.broker.port", Integer.toString(server.listeners().brokerPort()));
    entries.put("healthchain.database.class", "org.h2.Driver");
    // H2 writes half a second after a commit by default; what a doctor was told must be on disk.
    entries.put("healthchain.database.url", "jdbc:h2:file:${instance}/data/ledger;WRITE_DELAY=0");
    entries.put("healthchain.database.user", "healthchain");
    entries.put("healthchain.database.password", Passwords.forStore(random));
    StringBuilder text =
        new StringBuilder("# ${instance} stands for this directory. The environment overrides:\n")
            .append("# HEALTHCHAIN_DATABASE_URL for healthchain.database.url, and so on.\n");
    entries.forEach(
        (key, value) -> text.append(key).append('=').append(escape(value)).append('\n'));
    return text.toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\");
  }
}
