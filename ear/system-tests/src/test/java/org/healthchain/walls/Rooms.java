package org.healthchain.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All packages, and what each may use. A package that is not listed may not exist. */
final class Rooms {
  private static final String ROOT = "org.healthchain.";
  private static final Pattern OURS = Pattern.compile("(crypto|consensus|server|web|operator)\\.");

  /**
   * A package of ours, then after {@code +} the packages of ours that it may use, after {@code *}
   * packages of others, and after {@code !} what it must never use: a violation of each is planted.
   */
  private static final String TABLE =
      """
      crypto.curve * com.sun.jna org.bouncycastle.crypto.bls org.bouncycastle.math supranational.blst
      crypto.envelope ! crypto.groupsignature
      crypto.groupsignature + crypto.curve ! crypto.provider org.bouncycastle.crypto
      crypto.provider + crypto.envelope crypto.groupsignature * org.bouncycastle.asn1 ! jakarta.ejb
      crypto.serialnumber ! crypto.envelope
      crypto.votes + crypto.curve ! consensus.message

      consensus.message ! consensus.core
      consensus.pacing ! consensus.message
      consensus.core + consensus.message consensus.pacing ! consensus.replica jakarta.jms
      consensus.dissemination + consensus.message consensus.pacing ! consensus.core consensus.storage
      consensus.storage + consensus.message ! consensus.core
      consensus.transport + consensus.message
        * io.netty jakarta.jms java.util.logging org.apache.activemq.artemis ! jakarta.persistence consensus.core
      consensus.replica + consensus.core consensus.dissemination consensus.message consensus.storage consensus.transport
        * java.util.logging ! crypto.votes jakarta.ejb org.apache.activemq.artemis org.bouncycastle.crypto

      server.transaction * org.bouncycastle.crypto
        ! jakarta.json crypto.groupsignature consensus.message server.ledger server.instance server.submission
      server.refusal * jakarta.ejb ! server.transaction server.ledger jakarta.persistence
      server.text + server.refusal ! jakarta.ejb server.transaction
      server.intake + crypto.serialnumber server.diagnosis server.refusal server.text server.transaction
        * jakarta.json ! server.submission server.ledger jakarta.persistence jakarta.servlet crypto.envelope
      server.instance + server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise.context
        java.sql java.util.logging javax.sql org.bouncycastle ! server.ledger server.accounts crypto.votes
      server.group + crypto.groupsignature server.ledger server.transaction
        ! jakarta.ejb jakarta.persistence server.membership server.consensus
      server.ledger + server.instance server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise
        jakarta.inject jakarta.persistence java.sql java.util.logging javax.sql
        ! server.submission server.consensus server.signing server.retrieval consensus.core crypto.groupsignature
      server.accounts + server.instance * jakarta.annotation jakarta.ejb jakarta.inject jakarta.persistence ! jakarta.servlet
      server.audit + server.transaction * jakarta.annotation jakarta.ejb jakarta.persistence java.sql javax.sql ! server.keys
      server.diagnosis + server.refusal server.text
        * jakarta.annotation jakarta.ejb jakarta.inject jakarta.persistence org.apache.commons ! server.submission
      server.control + crypto.groupsignature crypto.serialnumber server.group server.instance server.ledger
        server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise.event jakarta.inject jakarta.persistence
        org.bouncycastle.crypto ! server.consensus server.membership server.keys
      server.submission + crypto.envelope crypto.serialnumber server.accounts server.diagnosis server.instance server.intake
        server.ledger server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise jakarta.inject jakarta.json
        jakarta.persistence java.util.logging org.bouncycastle.crypto org.eclipse.microprofile.config ! server.signing server.consensus consensus.replica
      server.signing + crypto.groupsignature server.group server.instance server.ledger server.submission
        server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise jakarta.inject java.util.logging
        ! server.consensus server.membership jakarta.persistence
      server.consensus + consensus.core consensus.dissemination consensus.message consensus.replica consensus.storage
        consensus.transport crypto.curve crypto.votes server.group server.instance server.ledger server.transaction
        * jakarta.annotation jakarta.ejb jakarta.enterprise jakarta.inject jakarta.jms java.util.logging
        org.bouncycastle.crypto org.bouncycastle.math
        ! org.apache.activemq.artemis jakarta.persistence server.submission server.signing
      server.recovery + server.consensus server.instance server.ledger server.transaction
        * java.sql org.bouncycastle.crypto ! jakarta.servlet server.membership consensus.core
      server.keys + crypto.envelope server.audit server.control server.instance server.ledger server.transaction
        * jakarta.annotation jakarta.ejb jakarta.inject jakarta.persistence ! server.retrieval consensus.replica
      server.membership + crypto.curve crypto.envelope crypto.groupsignature crypto.votes server.audit server.control
        server.group server.instance server.ledger server.refusal server.text server.transaction
        * jakarta.annotation jakarta.ejb jakarta.inject jakarta.persistence org.bouncycastle ! consensus.replica
      server.retrieval + crypto.envelope crypto.groupsignature crypto.serialnumber server.audit server.control
        server.group server.intake server.keys server.ledger server.membership server.refusal server.submission server.text
        server.transaction
        * jakarta.annotation jakarta.ejb jakarta.inject ! consensus.replica jakarta.persistence
      server.network + consensus.core consensus.message consensus.replica server.consensus server.instance server.ledger
        server.submission server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise jakarta.inject
        java.lang.management ! jakarta.servlet
      server.health + consensus.core consensus.message consensus.replica server.consensus server.instance server.ledger
        server.submission server.transaction * jakarta.annotation jakarta.ejb jakarta.enterprise jakarta.inject java.sql
        javax.sql org.eclipse.microprofile.health org.eclipse.microprofile.metrics ! server.network

      web.access + server.accounts * jakarta.servlet ! web.session jakarta.faces
      web.session + server.accounts server.audit server.instance server.intake server.ledger server.refusal
        server.retrieval server.transaction web.access * jakarta.enterprise.context jakarta.faces jakarta.inject jakarta.security jakarta.servlet
        org.eclipse.microprofile.config org.primefaces ! web.doctor crypto.envelope consensus.core jakarta.persistence
      web.api + server.diagnosis server.intake server.ledger server.network server.submission server.transaction web.session
        * jakarta.ejb jakarta.enterprise.context jakarta.inject jakarta.json jakarta.servlet jakarta.ws.rs
        org.eclipse.microprofile.openapi
        ! web.doctor jakarta.faces jakarta.persistence operator.server
      web.doctor + server.diagnosis server.intake server.submission web.session
        * jakarta.annotation jakarta.enterprise.context jakarta.faces jakarta.inject org.primefaces ! web.api
      web.authority + server.audit server.keys server.membership server.refusal server.retrieval web.session
        * jakarta.annotation jakarta.enterprise.context jakarta.faces jakarta.inject org.primefaces ! crypto.envelope jakarta.persistence
      web.ledger + server.ledger web.session
        * jakarta.annotation jakarta.enterprise.context jakarta.faces jakarta.inject org.primefaces ! jakarta.jms
      web.operator + server.diagnosis server.network server.refusal server.transaction web.session
        * jakarta.annotation jakarta.enterprise.context jakarta.inject org.primefaces ! consensus.replica

      operator.boot + operator.front * fish.payara.micro java.util.logging org.glassfish.grizzly
        ! operator.dev operator.server operator.command operator.ceremony operator.load server.instance crypto.curve
      operator.ceremony + consensus.storage crypto.envelope crypto.groupsignature crypto.votes server.accounts server.group
        server.instance server.membership server.transaction * org.bouncycastle ! operator.command web.session
      operator.server + operator.ceremony server.instance server.transaction
        * jakarta.json java.net.http java.sql ! operator.command web.access
      operator.load + server.intake * jakarta.json java.net.http org.HdrHistogram ! operator.server server.submission web.api
      operator.front * java.util.logging org.glassfish.grizzly org.glassfish.grizzly.filterchain org.glassfish.grizzly.http
        org.glassfish.grizzly.http.util org.glassfish.grizzly.memory ! operator.boot operator.server server.instance
      operator.dev + operator.server server.instance * javax.tools ! operator.boot web.session
      operator.command + crypto.groupsignature operator.ceremony operator.dev operator.load operator.server
        server.accounts server.audit server.consensus server.instance server.ledger server.membership server.recovery
        server.retrieval server.transaction * jakarta.json java.sql picocli ! operator.boot web.session
      """;

  private static final Wall EVERY_PACKAGE_HAS_A_ROOM =
      new Wall(
          "every package is listed with what it may use",
          classes()
              .that()
              .resideInAPackage(ROOT + ".")
              .and()
              .doNotHaveSimpleName("package-info")
              .should()
              .resideInAnyPackage(table().stream().map(Room::packageName).toArray(String[]::new)),
          """
          package org.healthchain.server.cellar;
          class Planted {}
          """);

  private Rooms() {}

  static List<Wall> all() {
    List<Wall> walls = new ArrayList<>(List.of(EVERY_PACKAGE_HAS_A_ROOM));
    table().forEach(room -> walls.add(room.wall()));
    return walls;
  }

  static List<Room> table() {
    return Arrays.stream(TABLE.strip().split("\n+(?! )")).map(Rooms::read).toList();
  }

  private static Room read(String line) {
    return new Room(
        ROOT + line.strip().split("\\s+", 2)[0],
        Set.copyOf(words(line, '+')),
        Set.copyOf(words(line, '*')),
        List.copyOf(words(line, '!')));
  }

  /** What follows the mark, up to the next one; with the root before packages of ours. */
  private static Set<String> words(String line, char mark) {
    int begin = line.indexOf(mark);
    if (begin < 0) {
      return Set.of();
    }
    String part = line.substring(begin + 1).split("[+*!]", 2)[0];
    return Arrays.stream(part.strip().split("\\s+"))
        .map(word -> OURS.matcher(word).lookingAt() ? ROOT + word : word)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
