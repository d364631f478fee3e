package org.healthchain.crypto.votes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.ScalarField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Keys, votes, proofs of possession and their sums, byte for byte: commit certificates are verified
 * for decades. The file holds what the oracle, computing from the definition, has given.
 */
class VotesKnownAnswersTest {
  private static final List<BigInteger> SECRETS =
      List.of(BigInteger.ONE, BigInteger.valueOf(7), Curve.ORDER.subtract(BigInteger.TWO));
  private static final byte[] MESSAGE = "chain, epoch 3, height 7, hash".getBytes(UTF_8);

  private final Properties known = new Properties();

  @BeforeEach
  void readKnownAnswers() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("known-answers.properties")) {
      known.load(in);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void oursAreTheKnownOnes() throws Exception {
    List<VoteSignature> votes = new ArrayList<>();
    List<VotePublicKey> keys = new ArrayList<>();
    for (int i = 0; i < SECRETS.size(); i++) {
      VoteSecretKey secret = VoteSecretKey.fromBytes(ScalarField.toBytes(SECRETS.get(i)));
      byte[] proof = secret.proofOfPossession();
      assertThat(hex(secret.publicKey().toBytes())).isEqualTo(known.getProperty("key-" + i));
      assertThat(hex(proof)).isEqualTo(known.getProperty("possession-" + i));
      assertThat(hex(secret.sign(MESSAGE).toBytes())).isEqualTo(known.getProperty("vote-" + i));
      keys.add(VotePublicKey.fromBytes(secret.publicKey().toBytes(), proof));
      votes.add(secret.sign(MESSAGE));
    }
    VoteSignature sum = VoteSignature.aggregate(votes);
    assertThat(hex(sum.toBytes())).isEqualTo(known.getProperty("sum"));
    assertThat(VoteSignatures.verifyAggregate(keys, MESSAGE, sum)).isTrue();
  }

  /** pk = sk·g2, vote = sk·H(message), proof = sk·H'(pk), sum = Σ votes. */
  @Test
  void theDefinitionGivesTheKnownOnes() {
    Curve oracle = Curves.named(Curves.BOUNCY_CASTLE);
    Map<String, String> answers = new LinkedHashMap<>();
    G1Point sum = oracle.g1Identity();
    for (int i = 0; i < SECRETS.size(); i++) {
      BigInteger secret = SECRETS.get(i);
      G2Point key = oracle.g2Generator().multiply(secret);
      G1Point vote =
          oracle
              .hashToG1(MESSAGE, "HealthChain-vote-v1-BLS12381G1_XMD:SHA-256_SSWU_RO_POP_")
              .multiply(secret);
      G1Point possession =
          oracle
              .hashToG1(
                  key.compressed(),
                  "HealthChain-vote-possession-v1-BLS12381G1_XMD:SHA-256_SSWU_RO_POP_")
              .multiply(secret);
      sum = sum.add(vote);
      answers.put("key-" + i, hex(key.compressed()));
      answers.put("possession-" + i, hex(possession.compressed()));
      answers.put("vote-" + i, hex(vote.compressed()));
    }
    answers.put("sum", hex(sum.compressed()));
    assertThat(known).containsExactlyInAnyOrderEntriesOf(answers);
  }
}
