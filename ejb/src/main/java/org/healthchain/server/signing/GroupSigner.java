package org.healthchain.server.signing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/** Holds the institution's member secret and signs with the credential of the state's epoch. */
@ApplicationScoped
public class GroupSigner {
  @Inject private CurrentInstance instance;

  private GroupPublicKey group;
  private @Nullable MemberSecret secret;
  private volatile @Nullable MemberKey lastKey;

  @PostConstruct
  void open() {
    group = GroupMembers.publicKey(instance.genesis().groupPublicKey());
    if (!instance.isInstitution()) {
      return;
    }
    try {
      byte[] encoded = instance.directory().keyStore().requireSecret(SecretName.MEMBER_SECRET);
      secret = MemberSecret.fromBytes(encoded);
      Arrays.fill(encoded, (byte) 0);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the member secret cannot be read: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    if (secret != null) {
      secret.destroy();
    }
  }

  /** The key of the state's group epoch; empty if this server is no member at present. */
  public Optional<MemberKey> key(ConsortiumState state) {
    if (secret == null) {
      return Optional.empty();
    }
    MemberKey last = lastKey;
    boolean active =
        state.member(instance.directory().memberId()).filter(status -> status.active()).isPresent();
    if (active && last != null && last.group().epoch() == state.groupEpoch()) {
      return Optional.of(last);
    }
    try {
      Optional<MemberKey> key =
          GroupMembers.signingKey(group, state, instance.directory().memberId(), secret);
      lastKey = key.orElse(null);
      return key;
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("the credential on the chain does not fit our secret", e);
    }
  }

  /** Signs a header; about 1.3 ms. */
  public byte[] sign(MemberKey key, TransactionHeader header) {
    return key.sign(header.encode()).wire();
  }
}
