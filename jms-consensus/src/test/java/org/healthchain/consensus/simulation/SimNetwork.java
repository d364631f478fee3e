package org.healthchain.consensus.simulation;

import java.util.Optional;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;

/** Carries messages between simulated cores as the links let it. */
final class SimNetwork {
  private final World world;

  SimNetwork(World world) {
    this.world = world;
  }

  void send(SimNode from, Optional<Integer> to, Message message) {
    byte[] bytes = MessageCodec.encode(message);
    Message decoded = decode(bytes);
    world.traceSend(from.id, to, message);
    if (world.links.drops(message)) {
      return;
    }
    for (SimNode node : world.nodes()) {
      boolean addressed = to.isEmpty() ? node.id != from.id : node.id == to.get();
      if (addressed && world.reachable(from, node)) {
        carry(from, node, decoded);
      }
    }
  }

  static Message decode(byte[] bytes) {
    try {
      return MessageCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new Violation("own message does not decode: " + e.getMessage());
    }
  }

  private void carry(SimNode from, SimNode to, Message message) {
    if (from == to || !world.links.lets(from.id, to.id, message)) {
      return;
    }
    int sender = from.id;
    for (long delay : world.links.delays(from.id, to.id)) {
      world.queue.after(
          delay,
          () -> {
            if (to.up()) {
              to.receive(sender, message);
            }
          });
    }
  }
}
