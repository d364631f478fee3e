package org.healthchain.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.healthchain.server.network.NetworkService;
import org.healthchain.server.network.NetworkView;

/**
 * The network as this server sees it, for the manager's overview and the operator's status page.
 */
@Named("network")
@RequestScoped
public class NetworkPage {
  @Inject private NetworkService network;

  private NetworkView view;

  @PostConstruct
  void look() {
    view = network.overview();
  }

  public NetworkView getView() {
    return view;
  }

  public List<Map.Entry<String, Long>> getRejections() {
    return network.rejections().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey().name(), entry.getValue()))
        .toList();
  }
}
