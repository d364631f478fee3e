package org.healthchain.operator.ceremony;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.instance.ServerRole;

/**
 * What is to be founded: how many institutions, on which ports.
 *
 * @param institutions 1 to {@value #MAX_INSTITUTIONS}
 * @param address loopback by default; what the servers bind and where they find each other
 * @param basePort HTTP of the manager; institution i has {@code basePort + i}; brokers lie {@value
 *     #BROKER_OFFSET} above
 */
public record ConsortiumPlan(String consortium, int institutions, String address, int basePort) {
  public static final int MAX_INSTITUTIONS = 120;
  public static final int BROKER_OFFSET = 200;
  public static final int MIN_PORT = 1024;
  public static final int MAX_PORT = 65_535 - BROKER_OFFSET - MAX_INSTITUTIONS;
  public static final String MANAGER = "manager";

  private static final List<String> HOSPITALS =
      List.of(
          "St. Anna Hospital",
          "Riverside General",
          "Northgate Children's Clinic",
          "University Medical Centre",
          "Harbour View Hospital",
          "Lakeside Heart Centre",
          "Mountain Valley Clinic",
          "City Cancer Institute");

  public ConsortiumPlan {
    if (institutions < 1 || institutions > MAX_INSTITUTIONS) {
      throw new IllegalArgumentException("a consortium has 1 to 120 institutions");
    }
    if (basePort < MIN_PORT || basePort > MAX_PORT) {
      throw new IllegalArgumentException(
          "the base port must be from " + MIN_PORT + " to " + MAX_PORT);
    }
  }

  /**
   * One server of the plan.
   *
   * @param directory name of its directory, and its short name everywhere
   * @param memberId 0 for the manager
   */
  public record Server(
      String directory, String displayName, ServerRole role, int memberId, Listeners listeners) {
    public Server named(String otherDisplayName) {
      return new Server(directory, otherDisplayName, role, memberId, listeners);
    }
  }

  /** Where a server listens: both its pages and its broker at {@code address}. */
  public record Listeners(String address, int httpPort, int brokerPort) {
    public String brokerAddress() {
      return address + ":" + brokerPort;
    }
  }

  public Server manager() {
    return server(MANAGER, "Regional Health Authority", ServerRole.MANAGER, 0);
  }

  public List<Server> institutionServers() {
    List<Server> servers = new ArrayList<>();
    for (int id = 1; id <= institutions; id++) {
      servers.add(institution(id));
    }
    return servers;
  }

  /** The institution with that number, also beyond the planned ones: one that joins later. */
  public Server institution(int id) {
    String name = id <= HOSPITALS.size() ? HOSPITALS.get(id - 1) : "Hospital No. " + id;
    return server("institution-" + id, name, ServerRole.INSTITUTION, id);
  }

  private Server server(String directory, String displayName, ServerRole role, int id) {
    Listeners listeners = new Listeners(address, basePort + id, basePort + BROKER_OFFSET + id);
    return new Server(directory, displayName, role, id, listeners);
  }
}
