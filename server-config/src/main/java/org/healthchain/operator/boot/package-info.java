/**
 * Starts one server: Payara Micro on an instance's directory, with {@code healthchain.ear}
 * deployed.
 *
 * <p>Packed alone into {@code server.jar}. Depends on the JDK and Payara's boot API only, so that
 * no class of the application is loaded outside its own class loader.
 */
package org.healthchain.operator.boot;
