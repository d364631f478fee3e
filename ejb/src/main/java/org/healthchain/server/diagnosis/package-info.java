/** The catalogue of ICD-10-CM codes. */
package org.healthchain.server.diagnosis;
