/** State of the network and the import of the ICD-10 catalogue. */
package org.healthchain.web.operator;
