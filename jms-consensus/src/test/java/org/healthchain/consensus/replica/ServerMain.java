package org.healthchain.consensus.replica;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.Durability;
import org.healthchain.consensus.transport.PeerEndpoint;
import org.healthchain.consensus.transport.TestIdentity;

/**
 * One server of {@link SeparateProcessesTest}. Arguments: root, own number, then for each server
 * the port at which this one reaches it (its own: where it listens). Every line of standard input
 * is submitted as a transaction; the ledger's state is printed as it grows, and whom this server
 * takes for the primary (0: nobody).
 */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    int self = Integer.parseInt(args[1]);
    List<TestIdentity> identities = new ArrayList<>();
    List<PeerEndpoint> peers = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      TestIdentity identity = TestIdentity.load(root, i - 1, Integer.parseInt(args[i]));
      identities.add(identity);
      if (i - 1 != self) {
        peers.add(identity.endpoint());
      }
    }
    Membership membership =
        Membership.of(0, identities.stream().map(TestIdentity::member).toList());
    Path directory = root.resolve("r" + self);
    java.nio.file.Files.createDirectories(directory);
    TestLedger ledger = new TestLedger(membership, directory.resolve("ledger"));
    TestServer server =
        new TestServer(
            identities.get(self - 1),
            directory,
            0,
            ledger,
            DisseminationConfig.standard(),
            Durability.POWER_FAILURE);
    ledger.onExecuted(id -> System.out.println("COMMIT " + System.currentTimeMillis() + " " + id));
    server.start(peers);
    Thread printer = new Thread(() -> print(server), "printer");
    printer.setDaemon(true);
    printer.start();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      server.submit(line.getBytes(StandardCharsets.UTF_8));
    }
    // The test has gone: so does this process.
    System.exit(0);
  }

  private static void print(TestServer server) {
    TestLedger ledger = server.ledger();
    while (true) {
      int primary = server.host().status().replica().primary().map(ReplicaId::value).orElse(0);
      System.out.println("PRIMARY " + primary);
      List<Digest> hashes = ledger.hashes();
      String tip = hashes.isEmpty() ? "-" : hashes.get(hashes.size() - 1).toString();
      System.out.println("LEDGER " + hashes.size() + " " + ledger.transactions() + " " + tip);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
