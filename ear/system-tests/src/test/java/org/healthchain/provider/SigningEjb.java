package org.healthchain.provider;

import jakarta.ejb.Stateless;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.crypto.provider.Algorithms;
import org.healthchain.crypto.provider.CarrierCertificate;
import org.healthchain.crypto.provider.GroupJoin;
import org.healthchain.crypto.provider.GroupLabelParameterSpec;
import org.healthchain.crypto.provider.HealthChainProvider;

/** Uses the provider as any application does: by algorithm names alone. */
@Stateless
public class SigningEjb {
  private static final byte[] MESSAGE = "a header".getBytes(StandardCharsets.UTF_8);
  private static final char[] PASSWORD = "a password of the test".toCharArray();

  private final SecureRandom random = new SecureRandom();

  /** One line on what worked. */
  public String work() throws Exception {
    KeyPair issuer = generate(Algorithms.ISSUER);
    KeyPair member = generate(Algorithms.MEMBER);
    GroupJoin join = GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE);
    PublicKey group = join.group(issuer.getPublic(), generate(Algorithms.OPENER).getPublic());
    byte[] nonce = join.newNonce(random);
    GroupJoin.JoinAnswer answer = new GroupJoin.JoinAnswer("north", nonce, new byte[0]);
    byte[] request = join.request(group, member.getPrivate(), answer, random);
    KeyPair issuing = new KeyPair(group, issuer.getPrivate());
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), random);
    PrivateKey key = join.accept(group, member.getPrivate(), credential);

    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE);
    signature.initSign(restored(key, group));
    signature.update(MESSAGE);
    byte[] signed = signature.sign();
    boolean good = verifies(group, signed);
    signed[signed.length - 1] ^= 1;
    return String.join(
        " ",
        "signed=" + good,
        "changed=" + verifies(group, signed),
        "opened=" + opensWhatItSeals(),
        "curve=" + Curves.get().name(),
        "provider=" + signature.getProvider().getName(),
        "newest="
            + (Security.getProvider(HealthChainProvider.NAME) instanceof HealthChainProvider));
  }

  private KeyPair generate(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(new GroupLabelParameterSpec("in a server"), random);
    return generator.generateKeyPair();
  }

  private static boolean verifies(PublicKey group, byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE);
    signature.initVerify(group);
    signature.update(MESSAGE);
    return signature.verify(signed);
  }

  /** Through a PKCS#12 key store, as a server keeps its key. */
  private PrivateKey restored(PrivateKey key, PublicKey group) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate carrier = CarrierCertificate.of(group, "north", random);
    store.setKeyEntry("signing", key, PASSWORD, new Certificate[] {carrier});
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    store.store(file, PASSWORD);
    KeyStore read = KeyStore.getInstance("PKCS12");
    read.load(new ByteArrayInputStream(file.toByteArray()), PASSWORD);
    return (PrivateKey) read.getKey("signing", PASSWORD);
  }

  private boolean opensWhatItSeals() throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance(Algorithms.ENVELOPE).generateKeyPair();
    Cipher cipher = Cipher.getInstance(Algorithms.ENVELOPE);
    cipher.init(Cipher.ENCRYPT_MODE, keys.getPublic());
    byte[] sealed = cipher.doFinal(MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    return Arrays.equals(cipher.doFinal(sealed), MESSAGE);
  }
}
