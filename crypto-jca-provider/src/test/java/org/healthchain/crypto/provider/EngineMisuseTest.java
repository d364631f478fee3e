package org.healthchain.crypto.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.BatchVerifier;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.crypto.groupsignature.SignedMessage;
import org.healthchain.crypto.groupsignature.Trace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our own engine classes in hands that do not know them: keys of the wrong kind, bytes of something
 * else, steps out of turn. Each is refused by the one exception that says why, and by no other.
 */
class EngineMisuseTest {
  private static final byte[] MESSAGE = "a header".getBytes(StandardCharsets.UTF_8);
  private static final Opening.LongTermVerifier BELIEVES = (memberId, signed, mark) -> true;

  private static Fixture ours;
  private static Fixture theirs;
  private static KeyPair rsa;
  private static GroupJoin join;
  private static GroupOpener opener;
  private static GroupJudge judge;
  private static GroupRevocation revocation;
  private static GroupBatchVerifier batches;
  private static KeyPair issuing;
  private static byte[] signed;

  /** Uses an engine. */
  private interface Use {
    Object run() throws GeneralSecurityException;
  }

  @BeforeAll
  static void makeGroups() throws Exception {
    ours = new Fixture();
    theirs = new Fixture();
    rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    join = GroupJoin.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    opener = GroupOpener.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    judge = GroupJudge.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    revocation = GroupRevocation.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    batches = GroupBatchVerifier.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    issuing = new KeyPair(ours.group, ours.issuer.getPrivate());
    Signature signature = Signature.getInstance(Algorithms.GROUP_SIGNATURE, ours.provider);
    signature.initSign(ours.signer);
    signature.update(MESSAGE);
    signed = signature.sign();
  }

  private static void assertWrongKey(Use use) {
    assertThatThrownBy(use::run).isInstanceOf(InvalidKeyException.class);
  }

  private static void assertReason(Reason reason, Use use) {
    assertThatThrownBy(use::run)
        .isInstanceOfSatisfying(
            GroupSignatureException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static List<PublicKey> noGroups() {
    return Arrays.asList(
        ours.issuer.getPublic(),
        ours.opener.getPublic(),
        ours.member.getPublic(),
        rsa.getPublic(),
        null);
  }

  private static List<PrivateKey> privateKeysBut(PrivateKey right) {
    return Arrays.asList(
            ours.issuer.getPrivate(),
            ours.opener.getPrivate(),
            ours.member.getPrivate(),
            ours.signer,
            rsa.getPrivate(),
            ForeignKeys.inToken(),
            null)
        .stream()
        .filter(key -> key != right)
        .toList();
  }

  private static GroupJoin.JoinAnswer answer(byte[] nonce) {
    return new GroupJoin.JoinAnswer("west", nonce, new byte[0]);
  }

  private static byte[] request(byte[] nonce) throws GeneralSecurityException {
    return join.request(ours.group, ours.member.getPrivate(), answer(nonce), ours.random);
  }

  @Test
  void aGroupIsMadeOfAnIssuersAndAnOpenersKey() {
    PublicKey issuer = ours.issuer.getPublic();
    PublicKey openers = ours.opener.getPublic();
    for (PublicKey wrong :
        Arrays.asList(openers, ours.group, ours.member.getPublic(), rsa.getPublic(), null)) {
      assertWrongKey(() -> join.group(wrong, openers));
    }
    for (PublicKey wrong :
        Arrays.asList(issuer, ours.group, ours.member.getPublic(), rsa.getPublic(), null)) {
      assertWrongKey(() -> join.group(issuer, wrong));
    }
  }

  @Test
  void joiningWantsTheRightKeysAtEveryStep() throws Exception {
    byte[] nonce = join.newNonce(ours.random);
    byte[] request = request(nonce);
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), ours.random);
    PrivateKey mine = ours.member.getPrivate();
    for (PublicKey wrong : noGroups()) {
      assertWrongKey(() -> join.bytesToSign(wrong, mine, "west"));
      assertWrongKey(() -> join.request(wrong, mine, answer(nonce), ours.random));
      assertWrongKey(
          () ->
              join.admit(
                  new KeyPair(wrong, issuing.getPrivate()),
                  request,
                  nonce,
                  Registry.empty(),
                  ours.random));
      assertWrongKey(() -> join.accept(wrong, mine, credential));
    }
    for (PrivateKey wrong : privateKeysBut(mine)) {
      assertWrongKey(() -> join.bytesToSign(ours.group, wrong, "west"));
      assertWrongKey(() -> join.request(ours.group, wrong, answer(nonce), ours.random));
      assertWrongKey(() -> join.accept(ours.group, wrong, credential));
    }
    for (PrivateKey wrong : privateKeysBut(issuing.getPrivate())) {
      assertWrongKey(
          () ->
              join.admit(
                  new KeyPair(ours.group, wrong), request, nonce, Registry.empty(), ours.random));
    }
  }

  @Test
  void joiningTakesEveryStepInItsTurn() throws Exception {
    byte[] nonce = join.newNonce(ours.random);
    byte[] request = request(nonce);
    assertThat(nonce).hasSize(32).isNotEqualTo(join.newNonce(ours.random));
    assertReason(
        Reason.WRONG_NONCE,
        () ->
            join.admit(
                issuing, request, join.newNonce(ours.random), Registry.empty(), ours.random));
    assertReason(
        Reason.MALFORMED, () -> join.admit(issuing, nonce, nonce, Registry.empty(), ours.random));
    Registration member = JoinRequest.fromBytes(request).registration();
    assertReason(
        Reason.ALREADY_REGISTERED,
        () -> join.admit(issuing, request, nonce, Registry.of(List.of(member)), ours.random));
    assertReason(
        Reason.WRONG_GROUP,
        () ->
            join.admit(
                new KeyPair(ours.group, theirs.issuer.getPrivate()),
                request,
                nonce,
                Registry.empty(),
                ours.random));
    assertReason(
        Reason.BAD_PROOF,
        () ->
            join.admit(
                new KeyPair(theirs.group, theirs.issuer.getPrivate()),
                request,
                nonce,
                Registry.empty(),
                ours.random));
    byte[] credential = join.admit(issuing, request, nonce, Registry.empty(), ours.random);
    assertReason(
        Reason.MALFORMED,
        () -> join.accept(ours.group, ours.member.getPrivate(), Arrays.copyOf(credential, 79)));
    assertReason(
        Reason.BAD_CREDENTIAL,
        () -> join.accept(ours.group, theirs.member.getPrivate(), credential));
    assertReason(
        Reason.BAD_CREDENTIAL,
        () -> join.accept(theirs.group, ours.member.getPrivate(), credential));
    assertThat(Credential.fromBytes(credential).toBytes()).isEqualTo(credential);
  }

  @Test
  void argumentsOutOfBoundsAreMisuse() {
    PrivateKey mine = ours.member.getPrivate();
    for (String name : List.of("", "x".repeat(65))) {
      assertThatThrownBy(() -> join.bytesToSign(ours.group, mine, name))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> request(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    SignedMessage one = new SignedMessage(0, MESSAGE, signed);
    List<SignedMessage> tooMany = Collections.nCopies(BatchVerifier.MAX_BATCH + 1, one);
    assertThatThrownBy(() -> batches.verify(ours.group, tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void batchesWantTheGroupsKeyAndNameWhatIsFalse() throws Exception {
    SignedMessage good = new SignedMessage(0, MESSAGE, signed);
    for (PublicKey wrong : noGroups()) {
      assertWrongKey(() -> batches.verify(wrong, List.of(good)));
    }
    List<SignedMessage> batch =
        List.of(
            new SignedMessage(0, MESSAGE, new byte[0]),
            good,
            new SignedMessage(-1, MESSAGE, signed),
            new SignedMessage(0, new byte[0], signed),
            new SignedMessage(1, MESSAGE, signed),
            good);
    assertThat(batches.verify(ours.group, batch).invalid()).containsExactly(0, 2, 3, 4);
    assertThat(batches.verify(theirs.group, batch).invalid()).hasSize(6);
    assertThat(batches.verify(ours.group, List.of()).allValid()).isTrue();
  }

  @Test
  void openingWantsTheOpenersKeyAndAValidSignature() throws Exception {
    PrivateKey right = ours.opener.getPrivate();
    for (PublicKey wrong : noGroups()) {
      assertWrongKey(() -> opener.open(wrong, right, MESSAGE, signed, ours.random));
      assertWrongKey(() -> opener.trace(wrong, right, List.of(), Registry.empty()));
    }
    for (PrivateKey wrong : privateKeysBut(right)) {
      assertWrongKey(() -> opener.open(ours.group, wrong, MESSAGE, signed, ours.random));
      assertWrongKey(() -> opener.trace(ours.group, wrong, List.of(), Registry.empty()));
    }
    assertReason(
        Reason.MALFORMED, () -> opener.open(ours.group, right, MESSAGE, new byte[9], ours.random));
    assertReason(
        Reason.BAD_SIGNATURE,
        () -> opener.open(ours.group, right, new byte[0], signed, ours.random));
    assertReason(
        Reason.WRONG_GROUP,
        () -> opener.open(ours.group, theirs.opener.getPrivate(), MESSAGE, signed, ours.random));
    assertReason(
        Reason.WRONG_GROUP, () -> opener.open(theirs.group, right, MESSAGE, signed, ours.random));
    assertReason(
        Reason.WRONG_GROUP, () -> opener.trace(theirs.group, right, List.of(), Registry.empty()));
  }

  @Test
  void whatProvesNothingIsJudgedFalse() throws Exception {
    Registration accused = JoinRequest.fromBytes(request(new byte[32])).registration();
    SignedMessage message = new SignedMessage(0, MESSAGE, signed);
    byte[] opening =
        opener.open(ours.group, ours.opener.getPrivate(), MESSAGE, signed, ours.random).toBytes();
    assertThat(judge.judge(ours.group, message, opening, accused, BELIEVES)).isTrue();
    for (PublicKey wrong : noGroups()) {
      assertWrongKey(() -> judge.judge(wrong, message, opening, accused, BELIEVES));
    }
    for (SignedMessage other :
        List.of(
            new SignedMessage(-1, MESSAGE, signed),
            new SignedMessage(1, MESSAGE, signed),
            new SignedMessage(0, new byte[0], signed),
            new SignedMessage(0, MESSAGE, new byte[1120]),
            new SignedMessage(0, MESSAGE, new byte[0]))) {
      assertThat(judge.judge(ours.group, other, opening, accused, BELIEVES)).isFalse();
    }
    assertThat(judge.judge(ours.group, message, signed, accused, BELIEVES)).isFalse();
    assertThat(judge.judge(theirs.group, message, opening, accused, BELIEVES)).isFalse();
    assertThat(judge.judge(ours.group, message, opening, accused, (id, b, m) -> false)).isFalse();
  }

  @Test
  void revocationWantsTheRightKeysAndUpdatesInTheirOrder() throws Exception {
    byte[] update = revocation.update(issuing, Registry.empty(), ours.random);
    for (PublicKey wrong : noGroups()) {
      KeyPair pair = new KeyPair(wrong, issuing.getPrivate());
      assertWrongKey(() -> revocation.update(pair, Registry.empty(), ours.random));
      assertWrongKey(() -> revocation.apply(wrong, update));
    }
    for (PrivateKey wrong : privateKeysBut(issuing.getPrivate())) {
      KeyPair pair = new KeyPair(ours.group, wrong);
      assertWrongKey(() -> revocation.update(pair, Registry.empty(), ours.random));
    }
    for (PrivateKey wrong : privateKeysBut(ours.signer)) {
      assertWrongKey(() -> revocation.advance(wrong, update));
    }
    assertReason(Reason.MALFORMED, () -> revocation.apply(ours.group, new byte[0]));
    assertReason(Reason.MALFORMED, () -> revocation.advance(ours.signer, signed));
    assertReason(Reason.WRONG_GROUP, () -> revocation.apply(theirs.group, update));
    assertReason(Reason.WRONG_GROUP, () -> revocation.advance(theirs.signer, update));
    PublicKey next = revocation.apply(ours.group, update);
    assertReason(Reason.WRONG_EPOCH, () -> revocation.apply(next, update));
    KeyPair stranger = new KeyPair(ours.group, theirs.issuer.getPrivate());
    assertReason(
        Reason.WRONG_GROUP, () -> revocation.update(stranger, Registry.empty(), ours.random));
  }

  /** What another class loader's copy of the provider made is taken by its encoding. */
  @Test
  void keysOfOtherClassLoadersServeEveryEngine() throws Exception {
    PublicKey group = ForeignKeys.of(ours.group);
    KeyPair pair = new KeyPair(group, ForeignKeys.of(ours.issuer.getPrivate()));
    PrivateKey secret = ForeignKeys.of(ours.member.getPrivate());
    assertThat(
            join.group(
                ForeignKeys.of(ours.issuer.getPublic()), ForeignKeys.of(ours.opener.getPublic())))
        .isEqualTo(ours.group);
    byte[] nonce = join.newNonce(ours.random);
    byte[] request = join.request(group, secret, answer(nonce), ours.random);
    byte[] credential = join.admit(pair, request, nonce, Registry.empty(), ours.random);
    PrivateKey signer = ForeignKeys.of(join.accept(group, secret, credential));
    byte[] opening =
        opener
            .open(group, ForeignKeys.of(ours.opener.getPrivate()), MESSAGE, signed, ours.random)
            .toBytes();
    Registration member = JoinRequest.fromBytes(request).registration();
    SignedMessage message = new SignedMessage(0, MESSAGE, signed);
    assertThat(judge.judge(group, message, opening, member, BELIEVES)).isTrue();
    assertThat(batches.verify(group, List.of(message)).allValid()).isTrue();
    PrivateKey openers = ForeignKeys.of(ours.opener.getPrivate());
    assertThat(opener.trace(group, openers, List.of(message), Registry.of(List.of(member))))
        .containsExactly(new Trace(true, Optional.of(member)));
    byte[] update = revocation.update(pair, Registry.of(List.of(member)), ours.random);
    assertThat(revocation.advance(signer, update)).isPresent();
    assertThat(revocation.apply(group, update).getAlgorithm()).isEqualTo("HC-BBS-GS");
  }
}
