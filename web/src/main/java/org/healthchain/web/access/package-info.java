/**
 * Who may open what: one table for pages and REST, and the filter that keeps to it. Knows the
 * servlet API and the names of the roles.
 */
package org.healthchain.web.access;
