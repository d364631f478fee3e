/** Turns Synthea's CSV files into the repository's sample visits; never part of the application. */
package org.healthchain.sampledata;
