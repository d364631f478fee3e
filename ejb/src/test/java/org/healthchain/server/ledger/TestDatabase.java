package org.healthchain.server.ledger;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.jpa.PersistenceProvider;

/** The server's persistence unit and schema on an H2 in memory, outside of a container. */
public final class TestDatabase implements AutoCloseable {
  private final String url;
  private final Connection keeper;
  private final EntityManagerFactory factory;

  public TestDatabase(String name) throws Exception {
    url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=0";
    keeper = DriverManager.getConnection(url);
    SchemaScripts.apply(keeper);
    SchemaScripts.apply(keeper);
    Map<String, Object> properties = new HashMap<>();
    properties.put(
        PersistenceUnitProperties.TRANSACTION_TYPE,
        PersistenceUnitTransactionType.RESOURCE_LOCAL.name());
    properties.put(PersistenceUnitProperties.JTA_DATASOURCE, "");
    properties.put(PersistenceUnitProperties.JDBC_URL, url);
    properties.put(PersistenceUnitProperties.JDBC_DRIVER, "org.h2.Driver");
    properties.put(PersistenceUnitProperties.WEAVING, "false");
    factory = new PersistenceProvider().createEntityManagerFactory("healthchain", properties);
  }

  public Connection connection() {
    return keeper;
  }

  public void inTransaction(Consumer<EntityManager> work) {
    EntityManager entities = factory.createEntityManager();
    try {
      entities.getTransaction().begin();
      work.accept(entities);
      entities.getTransaction().commit();
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
    }
  }

  @Override
  public void close() throws Exception {
    factory.close();
    keeper.close();
  }
}
