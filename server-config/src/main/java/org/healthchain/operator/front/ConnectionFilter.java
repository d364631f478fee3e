package org.healthchain.operator.front;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/** Before HTTP is read: counts connections, starts the clock with a request's first byte. */
final class ConnectionFilter extends BaseFilter {
  private final OpenConnections crowd;
  private final FrontLimits limits;

  ConnectionFilter(OpenConnections crowd, FrontLimits limits) {
    this.crowd = crowd;
    this.limits = limits;
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) {
    return crowd.enter(context.getConnection()) ? context.getInvokeAction() : end(context);
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    Exchange exchange = crowd.exchange(context.getConnection());
    long headDeadlineMillis = OpenConnections.nowMillis() + limits.times().requestMillis();
    return exchange != null && exchange.bytes(headDeadlineMillis)
        ? context.getInvokeAction()
        : end(context);
  }

  @Override
  public NextAction handleClose(FilterChainContext context) {
    crowd.leave(context.getConnection());
    return context.getInvokeAction();
  }

  private static NextAction end(FilterChainContext context) {
    context.getConnection().terminateSilently();
    return context.getStopAction();
  }
}
