/** The texts of the pages, so that tests name a text's key and not its words. */
package org.healthchain.texts;
