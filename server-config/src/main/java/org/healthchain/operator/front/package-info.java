/**
 * Stands between the network and the server's pages: whole requests within a deadline, bodies
 * within a bound, connections within a number.
 *
 * <p>Two filters in Grizzly's chain (adr/0003). Packed into {@code server.jar}; depends on the JDK
 * and Grizzly only, and knows nothing of what the application does.
 */
package org.healthchain.operator.front;
