package org.healthchain.server.consensus;

import org.healthchain.consensus.transport.EmbeddedBroker;

/**
 * While it is open, threads that the broker's libraries start have the libraries' class loader as
 * their context, not the application's: some end later than the application.
 */
final class BrokerContext implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  BrokerContext() {
    thread.setContextClassLoader(EmbeddedBroker.class.getClassLoader());
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
