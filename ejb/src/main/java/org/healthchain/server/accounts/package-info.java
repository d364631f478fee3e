/**
 * People who may sign in at this server. The instance's account file says who they are; the
 * database holds them with the count of failed attempts.
 */
package org.healthchain.server.accounts;
