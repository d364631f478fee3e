/**
 * The developer's loop, {@code consortium dev}: one institution and the manager run from an
 * unpacked application, whose pages and classes are replaced as their sources change.
 *
 * <p>Depends on {@code org.healthchain.operator.server} and the JDK, compiler included. Only the
 * command {@code dev} uses it.
 */
package org.healthchain.operator.dev;
