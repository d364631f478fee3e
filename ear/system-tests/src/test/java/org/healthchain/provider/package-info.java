/**
 * The JCA provider inside Payara Micro: installed by an EJB, taken out with its application, and
 * installed again by the next deployment. Run by {@code mvn verify} after the packaging.
 */
package org.healthchain.provider;
