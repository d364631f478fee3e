/**
 * Tests that run inside Payara Micro, started by Arquillian: the EJB module with its libraries as a
 * WAR, as the institution of a consortium of one. Run by {@code mvn verify} after the packaging.
 */
package org.healthchain.incontainer;
