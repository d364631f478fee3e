/**
 * Stands between servers on loopback and breaks their connections, for the tests of this module and
 * (by its test jar) those of the running system. Depends on the JDK alone.
 */
package org.healthchain.consensus.loopback;
