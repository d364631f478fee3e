/** Admission and revocation of institutions (FR-4, FR-9, FR-10). */
package org.healthchain.server.membership;
