package org.healthchain.server.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Brings the database's schema up to date at start, before anything uses it. Others that need
 * tables at start are {@code @DependsOn("SchemaInstaller")}.
 */
@Singleton
@Startup
@DependsOn("LedgerDataSource")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchemaInstaller {
  @Resource(lookup = "java:app/jdbc/healthchain")
  private DataSource dataSource;

  /** Said of the method too: for the class alone the container starts a transaction here. */
  @PostConstruct
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  void install() {
    try (Connection connection = dataSource.getConnection()) {
      SchemaScripts.apply(connection);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the database schema could not be installed", e);
    }
  }
}
