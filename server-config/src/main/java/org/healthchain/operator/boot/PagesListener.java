package org.healthchain.operator.boot;

import java.lang.annotation.Annotation;
import org.glassfish.grizzly.Transport;

/**
 * Finds the pages' listener in the running Payara. Payara lets nobody add a filter by
 * configuration, and its classes are in no artifact on the compile path, hence the reflection.
 */
final class PagesListener {
  private static final String NAME = "http-listener";

  private PagesListener() {}

  /**
   * Payara's own way from the listener's name to Grizzly's transport.
   *
   * @throws ReflectiveOperationException if this Payara is built otherwise
   */
  static Transport transport() throws ReflectiveOperationException {
    Class<?> configuration = Class.forName("org.glassfish.grizzly.config.dom.NetworkListener");
    Object listener = service(configuration, NAME);
    Object grizzly = service(Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService"));
    Object proxy =
        grizzly.getClass().getMethod("lookupNetworkProxy", configuration).invoke(grizzly, listener);
    Object running = proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy);
    return (Transport) running.getClass().getMethod("getTransport").invoke(running);
  }

  private static Object service(Class<?> type) throws ReflectiveOperationException {
    return habitat()
        .getMethod("getService", Class.class, Annotation[].class)
        .invoke(locator(), type, new Annotation[0]);
  }

  private static Object service(Class<?> type, String name) throws ReflectiveOperationException {
    return habitat()
        .getMethod("getService", Class.class, String.class, Annotation[].class)
        .invoke(locator(), type, name, new Annotation[0]);
  }

  private static Class<?> habitat() throws ClassNotFoundException {
    return Class.forName("org.glassfish.hk2.api.ServiceLocator");
  }

  private static Object locator() throws ReflectiveOperationException {
    return Class.forName("org.glassfish.internal.api.Globals")
        .getMethod("getDefaultHabitat")
        .invoke(null);
  }
}
