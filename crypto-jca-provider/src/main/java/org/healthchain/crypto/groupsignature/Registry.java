package org.healthchain.crypto.groupsignature;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.crypto.curve.G1Point;

/** The registrations of a group, in order; no name and no key stands twice. Immutable. */
public final class Registry {
  /** The most entries. */
  public static final int MAX_ENTRIES = 4096;

  private static final Registry EMPTY = new Registry(List.of());

  private final List<Registration> entries;

  private Registry(List<Registration> entries) {
    this.entries = entries;
  }

  public static Registry empty() {
    return EMPTY;
  }

  /**
   * A registry of these.
   *
   * @throws IllegalArgumentException if a name or a key stands twice, or there are too many
   */
  public static Registry of(Collection<Registration> entries) {
    Set<Object> seen = new HashSet<>();
    for (Registration entry : entries) {
      if (!seen.add(entry.memberId()) || !seen.add(ByteBuffer.wrap(entry.memberPublicBytes()))) {
        throw new IllegalArgumentException("a member stands twice");
      }
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("a group has at most " + MAX_ENTRIES + " members");
    }
    return new Registry(List.copyOf(entries));
  }

  /** With one more. */
  public Registry with(Registration entry) {
    List<Registration> more = new ArrayList<>(entries);
    more.add(entry);
    return of(more);
  }

  /** Without the member of that name, if there is one. */
  public Registry without(String memberId) {
    return new Registry(
        entries.stream().filter(entry -> !entry.memberId().equals(memberId)).toList());
  }

  public List<Registration> entries() {
    return entries;
  }

  /** The entry of a name. */
  public Optional<Registration> find(String memberId) {
    return entries.stream().filter(entry -> entry.memberId().equals(memberId)).findFirst();
  }

  Optional<Registration> find(G1Point memberPublic) {
    return entries.stream().filter(entry -> entry.memberPublic().equals(memberPublic)).findFirst();
  }
}
