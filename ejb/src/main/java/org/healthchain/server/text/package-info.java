/** What text may hold that people send, wherever they send it. Depends on {@code refusal} alone. */
package org.healthchain.server.text;
