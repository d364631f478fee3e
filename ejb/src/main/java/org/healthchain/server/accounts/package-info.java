/** People who may sign in at this server. */
package org.healthchain.server.accounts;
