/**
 * The key ceremony: founds a consortium with fresh secrets, one directory a server. Nothing here
 * runs inside a server. Writes the formats of {@code org.healthchain.server.instance}.
 */
package org.healthchain.operator.ceremony;
