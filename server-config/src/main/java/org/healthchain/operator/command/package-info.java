/**
 * The operator's command line: {@code consortium} and its commands, each a class that reads its
 * options, asks the other packages and prints. Its exit codes are those of {@link
 * org.healthchain.operator.server.OperatorException}.
 *
 * <p>May depend on all other packages of {@code org.healthchain.operator} but {@code boot}, which
 * runs in the servers' processes, and on the ledger's offline checks in {@code
 * org.healthchain.server}. Nothing depends on it.
 */
package org.healthchain.operator.command;
