package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.Refusals.assertMalformed;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.crypto.groupsignature.Layout.Field;
import org.healthchain.crypto.groupsignature.Layout.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every object: where FORMATS.md says it stands, refused in every form that is not
 * its own, and bound to the rest, so that no field of another valid object fits in its place.
 */
class FieldsTest {
  private static final String LABEL = "fields";
  private static final byte[] MESSAGE = bytes("message");
  private static final int MARK_BYTES = 32;
  private static final SeededRandom RANDOM = new SeededRandom("fields");
  private static final Opening.LongTermVerifier LONG_TERM =
      (memberId, signed, mark) -> Arrays.equals(mark, mark(memberId, signed));

  /** Uses an object: false, or an exception, if it is not what it should be. */
  private interface Use {
    boolean accepts(byte[] bytes) throws GroupSignatureException;
  }

  /** An object, another valid one of the same lengths, and what the first is for. */
  @SuppressWarnings("ArrayRecordComponent") // carried only
  private record Case(String name, Layout layout, byte[] bytes, byte[] twin, Use use) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A group of one member; two of them have nothing in common but the label. */
  private static final class Club {
    final GroupParameters parameters = GroupParameters.of(LABEL);
    final IssuingKey issuing = IssuingKey.generate(parameters, RANDOM);
    final OpeningKey opening = OpeningKey.generate(parameters, RANDOM);
    final MemberSecret secret = MemberSecret.generate(parameters, RANDOM);
    final byte[] nonce = IssuingKey.newNonce(RANDOM);
    final GroupPublicKey group;
    final JoinRequest request;
    final Credential credential;
    final MemberKey member;
    final EpochUpdate update;
    final GroupSignature signature;
    final Opening opened;

    Club(String memberId, int epoch) throws GroupSignatureException {
      group = GroupPublicKey.of(issuing.publicKey(), opening.publicKey()).atEpoch(epoch);
      byte[] mark = mark(memberId, secret.bytesToSign(group, memberId));
      request = secret.requestJoin(group, memberId, nonce, mark, RANDOM);
      credential = issuing.admit(group, request, nonce, Registry.empty(), RANDOM);
      member = secret.accept(group, credential);
      Registry all = Registry.of(List.of(request.registration()));
      update = issuing.nextEpoch(group, all, RANDOM);
      signature = member.sign(MESSAGE, RANDOM);
      opened = opening.open(group, MESSAGE, signature, RANDOM);
    }

    boolean accepts(MemberSecret another) throws GroupSignatureException {
      return another.accept(group, credential).group().equals(group);
    }

    boolean accepts(Credential another) throws GroupSignatureException {
      return secret.accept(group, another).group().equals(group);
    }

    boolean accepts(JoinRequest another) throws GroupSignatureException {
      issuing.admit(group, another, nonce, Registry.empty(), RANDOM);
      return names(another.registration());
    }

    boolean names(Registration accused) {
      return opened.judge(group, MESSAGE, signature, accused, LONG_TERM);
    }

    boolean opensAs(OpeningKey another) throws GroupSignatureException {
      return another.open(group, MESSAGE, signature, RANDOM).signer(registry()).isPresent();
    }

    Registry registry() {
      return Registry.of(List.of(request.registration()));
    }
  }

  private static byte[] mark(String memberId, byte[] signed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes(memberId));
      return digest.digest(signed);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Case> objects() throws GroupSignatureException {
    Club ours = new Club("north", 3);
    Club theirs = new Club("south", 7);
    return Stream.concat(keys(ours, theirs), papers(ours, theirs));
  }

  private static Stream<Case> keys(Club ours, Club theirs) {
    return Stream.of(
        new Case(
            "issuer public key",
            Layout.object().parameters(LABEL).issuer(),
            ours.issuing.publicKey().toBytes(),
            theirs.issuing.publicKey().toBytes(),
            b -> IssuerPublicKey.fromBytes(b).equals(ours.group.issuer())),
        new Case(
            "issuing key",
            Layout.object().parameters(LABEL).issuer().field("γ", Form.SECRET, 32),
            ours.issuing.toBytes(),
            theirs.issuing.toBytes(),
            b -> IssuingKey.fromBytes(b).nextEpoch(ours.group, Registry.empty(), RANDOM) != null),
        new Case(
            "opener public key",
            Layout.object().parameters(LABEL).opener(),
            ours.opening.publicKey().toBytes(),
            theirs.opening.publicKey().toBytes(),
            b -> OpenerPublicKey.fromBytes(b).equals(ours.group.opener())),
        new Case(
            "opening key",
            Layout.object().parameters(LABEL).opener().field("ξ", Form.SECRET, 32),
            ours.opening.toBytes(),
            theirs.opening.toBytes(),
            b -> ours.opensAs(OpeningKey.fromBytes(b))),
        new Case(
            "group public key",
            Layout.object().parameters(LABEL).issuer().opener().field("epoch", Form.EPOCH, 4),
            ours.group.toBytes(),
            theirs.group.toBytes(),
            b -> GroupPublicKey.fromBytes(b).verify(MESSAGE, ours.signature.wire())),
        new Case(
            "member secret",
            Layout.object().parameters(LABEL).field("y", Form.SECRET, 32),
            ours.secret.toBytes(),
            theirs.secret.toBytes(),
            b -> ours.accepts(MemberSecret.fromBytes(b))),
        new Case(
            "member public key",
            Layout.object().parameters(LABEL).field("Y", Form.G1, 48),
            ours.secret.publicKey().toBytes(),
            theirs.secret.publicKey().toBytes(),
            b -> MemberPublicKey.fromBytes(b).equals(ours.secret.publicKey())),
        new Case(
            "member key",
            Layout.object()
                .parameters(LABEL)
                .issuer()
                .opener()
                .field("epoch", Form.EPOCH, 4)
                .field("y", Form.SECRET, 32)
                .credential(),
            ours.member.toBytes(),
            theirs.member.toBytes(),
            b -> ours.group.verify(MESSAGE, MemberKey.fromBytes(b).sign(MESSAGE).wire())));
  }

  private static Stream<Case> papers(Club ours, Club theirs) {
    return Stream.of(
        new Case(
            "credential",
            Layout.empty().credential(),
            ours.credential.toBytes(),
            theirs.credential.toBytes(),
            b -> ours.accepts(Credential.fromBytes(b))),
        new Case(
            "join request",
            Layout.object()
                .registration("north", MARK_BYTES)
                .field("nonce", Form.OPAQUE, 32)
                .proof("of y"),
            ours.request.toBytes(),
            theirs.request.toBytes(),
            b -> ours.accepts(JoinRequest.fromBytes(b))),
        new Case(
            "registration",
            Layout.object().registration("north", MARK_BYTES),
            ours.request.registration().toBytes(),
            theirs.request.registration().toBytes(),
            b -> ours.names(Registration.fromBytes(b))),
        new Case(
            "opening",
            Layout.object().field("Y", Form.G1, 48).proof("of the opener"),
            ours.opened.toBytes(),
            theirs.opened.toBytes(),
            b ->
                Opening.fromBytes(b)
                    .judge(
                        ours.group,
                        MESSAGE,
                        ours.signature,
                        ours.request.registration(),
                        LONG_TERM)),
        new Case(
            "epoch update",
            Layout.object()
                .field("group id", Form.OPAQUE, 32)
                .field("epoch", Form.EPOCH, 4)
                .field("number of members", Form.COUNT, 2)
                .field("Y", Form.G1, 48)
                .credential(),
            ours.update.toBytes(),
            theirs.update.toBytes(),
            b -> EpochUpdate.fromBytes(b).verify(ours.group).epoch() == 4));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void fieldsFollowEachOtherAsTheFormatSays(Case each) throws Exception {
    assertThat(each.bytes()).hasSize(each.layout().length());
    assertThat(each.twin()).hasSize(each.layout().length());
    assertThat(each.use().accepts(each.bytes())).isTrue();
    for (Field field : each.layout().fields()) {
      byte[] content = field.of(each.bytes());
      if (field.form() == Form.FIXED && !field.name().equals("kind")) {
        assertThat(content).as(field.name()).containsExactly(1);
      }
      if (field.form() == Form.TEXT) {
        assertThat(content[0]).as(field.name()).isEqualTo((byte) (content.length - 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void aFieldHasNoOtherForm(Case each) {
    for (Field field : each.layout().fields()) {
      for (byte[] content : Layout.malformed(field, field.of(each.bytes()))) {
        byte[] changed = field.replacedIn(each.bytes(), content);
        try {
          assertMalformed(() -> each.use().accepts(changed));
        } catch (AssertionError e) {
          throw new AssertionError(
              each + ", " + field.name() + " as " + HexFormat.of().formatHex(content), e);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void noFieldOfAnotherValidObjectFits(Case each) {
    int exchanged = 0;
    for (Field field : each.layout().fields()) {
      byte[] content = field.of(each.twin());
      if (!Arrays.equals(content, field.of(each.bytes()))) {
        exchanged++;
        assertThat(isAccepted(each.use(), field.replacedIn(each.bytes(), content)))
            .as("%s of another", field.name())
            .isFalse();
      }
    }
    assertThat(exchanged).isPositive();
    assertThat(isAccepted(each.use(), each.twin())).as("the other object as a whole").isFalse();
  }

  private static boolean isAccepted(Use use, byte[] bytes) {
    try {
      return use.accepts(bytes);
    } catch (GroupSignatureException e) {
      return false;
    }
  }
}
