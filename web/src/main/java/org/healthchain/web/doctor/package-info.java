/**
 * The doctor's pages: a new visit, its receipt, the doctor's own submissions (FR-1, FR-2, FR-12).
 */
package org.healthchain.web.doctor;
