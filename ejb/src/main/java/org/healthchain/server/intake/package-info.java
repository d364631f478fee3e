/**
 * The one way in for visits, wherever they come from: pages, REST, files. Reads strictly what was
 * sent, says what is wrong with it and where ({@link org.healthchain.server.intake.Finding}), and
 * alters nothing (FR-14). Depends on the catalogue of diagnoses, on {@code text}, {@code
 * transaction} and the normal forms of patients' names and ID numbers; knows nothing of HTTP, pages
 * or the database.
 */
package org.healthchain.server.intake;
