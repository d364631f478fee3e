/**
 * The server: services, ledger, keys, and what joins them to the group signature and to PBFT.
 *
 * <p>No circle runs through its packages. Names are the same in all of them:
 *
 * <ul>
 *   <li>{@code XService} is what pages, REST and other packages may ask for, an interface without
 *       entities in it; {@code XServiceBean} is the bean behind it. A bean behind other interfaces
 *       ends in {@code Bean} too; one that only its own layer uses is named after what it does.
 *   <li>{@code XEntity} is a row, {@code XStore} reads and writes the rows of one table or of a few
 *       that belong together. Both stay within their package.
 *   <li>{@code XView} is what pages and REST show: a record without entities and secrets.
 *   <li>Beans are given to each other by {@code @Inject}. A column that holds a time ends in {@code
 *       _ms}: milliseconds since 1970, UTC.
 * </ul>
 */
package org.healthchain.server;
