/** The manager's pages: retrieval, keys, members, audit trail (FR-5 to FR-10). */
package org.healthchain.web.authority;
