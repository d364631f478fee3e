/** The hash-chained audit trail of the manager's server. */
package org.healthchain.server.audit;
