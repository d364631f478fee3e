/** The REST interface under {@code /api}, over the same services as the pages. */
package org.healthchain.web.api;
