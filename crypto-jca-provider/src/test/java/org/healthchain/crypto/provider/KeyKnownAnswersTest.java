package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Properties;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key in X.509 and PKCS#8, byte for byte, as a second implementation wrote it. */
class KeyKnownAnswersTest {
  private final Properties known = new Properties();
  private KeyFactory factory;

  @BeforeEach
  void readKnownAnswers() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("known-answers.properties")) {
      known.load(in);
    }
    factory = KeyFactory.getInstance("HC-BBS-GS", new HealthChainProvider());
  }

  private byte[] bytes(String name) {
    return HexFormat.of().parseHex(known.getProperty(name));
  }

  private PublicKey publicKey(String kind) throws Exception {
    return factory.generatePublic(new X509EncodedKeySpec(bytes(kind + ".public")));
  }

  private PrivateKey privateKey(String kind) throws Exception {
    return factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(kind + ".private")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"group", "issuer", "opener", "member"})
  void isReadAndWrittenAsKnown(String kind) throws Exception {
    assertThat(publicKey(kind).getEncoded()).isEqualTo(bytes(kind + ".public"));
    assertThat(privateKey(kind).getEncoded()).isEqualTo(bytes(kind + ".private"));
  }

  @Test
  void theHalvesBelongTogether() throws Exception {
    GroupPublicKey group = ((GroupSchemePublicKey) publicKey("group")).as(GroupPublicKey.class);
    MemberKey member = ((GroupSchemePrivateKey) privateKey("group")).as(MemberKey.class);
    assertThat(member.group()).isEqualTo(group);
    IssuingKey issuing = ((GroupSchemePrivateKey) privateKey("issuer")).as(IssuingKey.class);
    assertThat(((GroupSchemePublicKey) publicKey("issuer")).as(IssuerPublicKey.class))
        .isEqualTo(issuing.publicKey())
        .isEqualTo(group.issuer());
    OpeningKey opening = ((GroupSchemePrivateKey) privateKey("opener")).as(OpeningKey.class);
    assertThat(((GroupSchemePublicKey) publicKey("opener")).as(OpenerPublicKey.class))
        .isEqualTo(opening.publicKey())
        .isEqualTo(group.opener());
    MemberSecret secret = ((GroupSchemePrivateKey) privateKey("member")).as(MemberSecret.class);
    assertThat(((GroupSchemePublicKey) publicKey("member")).as(MemberPublicKey.class))
        .isEqualTo(secret.publicKey());
  }
}
