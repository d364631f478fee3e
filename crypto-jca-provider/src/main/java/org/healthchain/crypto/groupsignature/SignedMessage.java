package org.healthchain.crypto.groupsignature;

/**
 * A message with its purported group signature. The arrays are not copied: a batch holds thousands,
 * and they are only read; they must not change while others read them.
 *
 * @param epoch the epoch under which it claims to be signed
 * @param message what was signed
 * @param signature in wire or storage form
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
public record SignedMessage(int epoch, byte[] message, byte[] signature) {}
