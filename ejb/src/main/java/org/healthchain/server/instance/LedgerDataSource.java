package org.healthchain.server.instance;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The server's one database: H2 beside the server by default, PostgreSQL when {@code
 * healthchain.database.*} says so, without a rebuild. The class is a JDBC driver: transactions are
 * local to this one resource (ear/adr/0005).
 *
 * <p>Asked once at start, so that a wrong address or password fails the deployment with its own
 * message.
 */
@DataSourceDefinition(
    name = LedgerDataSource.JNDI_NAME,
    className = "${MPCONFIG=healthchain.database.class}",
    url = "${MPCONFIG=healthchain.database.url}",
    user = "${MPCONFIG=healthchain.database.user}",
    password = "${MPCONFIG=healthchain.database.password}",
    minPoolSize = 1,
    maxPoolSize = 16,
    properties = {
      "fish.payara.statement-cache-size=64",
      // Blank: the pool's own kind. Without it Payara looks for a class named "null".
      "fish.payara.statement-cache-type= "
    })
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LedgerDataSource {
  /** For {@code persistence.xml}; the same in an EAR and in a WAR. */
  public static final String JNDI_NAME = "java:app/jdbc/healthchain";

  private static final Logger LOG = Logger.getLogger(LedgerDataSource.class.getName());

  @Resource(lookup = JNDI_NAME)
  private DataSource dataSource;

  @PostConstruct
  void connect() {
    try (Connection connection = dataSource.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      LOG.log(Level.INFO, "Database: {0}", product);
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
    }
  }
}
