/**
 * What attackers try, against a running server: each attack of the table in {@code
 * ear/ARCHITECTURE.md}, section 8, is a test here that fails where it succeeds.
 *
 * <p>To add one: write the attack as a method of the class whose attacker it belongs to (or a new
 * {@code *IT} with {@code @ExtendWith(AttackedServer.class)}, which gets the one server of all of
 * them), with plain sockets ({@link org.healthchain.attack.Stranger}) where a client would be too
 * well behaved. See it succeed against the code of today, mend the whole kind, see it fail, add its
 * row to the table. Leave the server as it was: others come after you.
 */
package org.healthchain.attack;
