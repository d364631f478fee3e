/**
 * Signing in and out, roles, language, session time-out, security headers: what all pages share.
 * May use the accounts and network services of {@code ejb}.
 */
package org.healthchain.web.session;
