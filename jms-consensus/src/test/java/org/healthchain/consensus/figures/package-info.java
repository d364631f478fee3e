/**
 * The paper's Figures 9 and 10 (Healthchain §7) for up to 120 replicas on one machine: real core,
 * dissemination and codec in virtual time, each replica on processors of its own that are charged
 * the measured cost of every operation. No signature is computed in a run; {@link
 * org.healthchain.consensus.figures.Calibration} measures what they cost.
 */
package org.healthchain.consensus.figures;
