/**
 * The walls between modules and packages (ear/ARCHITECTURE.md, §2), over the compiled main classes
 * of all modules. Each wall comes with sources that break it, and a test that it then falls.
 */
package org.healthchain.walls;
