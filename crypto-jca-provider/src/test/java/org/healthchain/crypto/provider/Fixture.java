package org.healthchain.crypto.provider;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.healthchain.crypto.groupsignature.Registry;

/** A group with one member, made through the provider. */
final class Fixture {
  static final String LABEL = "provider test";

  final Provider provider = new HealthChainProvider();
  final SecureRandom random = new SecureRandom();
  final KeyPair issuer = generate(Algorithms.ISSUER);
  final KeyPair opener = generate(Algorithms.OPENER);
  final KeyPair member = generate(Algorithms.MEMBER);
  final PublicKey group;
  final PrivateKey signer;

  Fixture() throws Exception {
    GroupJoin join = GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE, provider);
    group = join.group(issuer.getPublic(), opener.getPublic());
    byte[] nonce = join.newNonce(random);
    GroupJoin.JoinAnswer answer = new GroupJoin.JoinAnswer("north", nonce, new byte[0]);
    byte[] request = join.request(group, member.getPrivate(), answer, random);
    KeyPair issuing = new KeyPair(group, issuer.getPrivate());
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), random);
    signer = join.accept(group, member.getPrivate(), credential);
  }

  KeyPair generate(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    generator.initialize(new GroupLabelParameterSpec(LABEL), random);
    return generator.generateKeyPair();
  }
}
