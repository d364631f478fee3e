/**
 * The pages in headless Chromium against a running consortium: the doctor's and the manager's way,
 * by keyboard alone, at 320 pixels, in the dark and in Chinese, checked with axe-core. Screenshots
 * are kept in {@code target/screenshots}.
 */
package org.healthchain.browser;
