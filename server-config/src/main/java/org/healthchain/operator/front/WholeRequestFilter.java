package org.healthchain.operator.front;

import java.util.Locale;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpBrokenContent;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Hands a request on when it is there as a whole, so that no thread waits for who sends slowly, and
 * refuses bodies that are too large, announced or not. Multipart bodies pass through as they come:
 * the application reads them, if it will, and says no before it does.
 */
final class WholeRequestFilter extends BaseFilter {
  private static final String MULTIPART = "multipart/";

  private final OpenConnections crowd;
  private final Bodies bodies;
  private final FrontLimits limits;

  WholeRequestFilter(OpenConnections crowd, Bodies bodies, FrontLimits limits) {
    this.crowd = crowd;
    this.bodies = bodies;
    this.limits = limits;
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    Exchange exchange = crowd.exchange(context.getConnection());
    if (exchange == null || !(context.getMessage() instanceof HttpContent part)) {
      return context.getInvokeAction();
    }
    if (part instanceof HttpBrokenContent) { // answered with 400 by the codec
      return end(context);
    }
    if (exchange.uploads()) {
      if (part.isLast()) {
        exchange.uploaded();
      }
      return context.getInvokeAction();
    }
    return exchange.readsBody() ? more(context, exchange, part) : begin(context, exchange, part);
  }

  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
    if (event instanceof HttpEvents.IncomingHttpUpgradeEvent upgrade) {
      stayWithHttp(upgrade.getHttpHeader());
    }
    Exchange exchange = crowd.exchange(context.getConnection());
    if (exchange != null && HttpEvents.ResponseCompleteEvent.TYPE.equals(event.type())) {
      exchange.answered(OpenConnections.nowMillis() + limits.times().idleMillis());
    }
    return context.getInvokeAction();
  }

  /**
   * Who offers another protocol, as HTTP clients do for HTTP/2, is answered in this one. Otherwise
   * the codec would take all that follows for one body without an end.
   */
  private static void stayWithHttp(HttpHeader header) {
    header.getUpgradeDC().recycle();
    header.setIgnoreContentModifiers(false);
  }

  private NextAction begin(FilterChainContext context, Exchange exchange, HttpContent part) {
    HttpRequestPacket request = (HttpRequestPacket) part.getHttpHeader();
    request.getHeaders().removeHeader(FrontDoor.REFUSED);
    if (DotSegments.isOpen(request.getRequestURI())) {
      request.setRequestURI(request.getRequestURI() + "/");
    }
    String type = request.getContentType();
    if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
      return beginUpload(context, exchange, part);
    }
    if (request.getContentLength() > limits.room().bodyBytes()) {
      return refuse(context, exchange, request, HttpStatus.REQUEST_ENTITY_TOO_LARGE_413);
    }
    exchange.body();
    if (request.requiresAcknowledgement() && !part.isLast()) {
      HttpResponsePacket response = request.getResponse();
      HttpStatus.CONINTUE_100.setValues(response);
      response.setAcknowledgement(true);
      context.write(response);
    }
    return more(context, exchange, part);
  }

  /** No longer than announced, or than the application reads: it counts, too. */
  private NextAction beginUpload(FilterChainContext context, Exchange exchange, HttpContent part) {
    HttpRequestPacket request = (HttpRequestPacket) part.getHttpHeader();
    if (request.getContentLength() > limits.room().uploadBytes()) {
      return refuse(context, exchange, request, HttpStatus.REQUEST_ENTITY_TOO_LARGE_413);
    }
    if (!bodies.beginUpload()) {
      return refuse(context, exchange, request, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    exchange.upload(OpenConnections.nowMillis() + limits.times().uploadMillis());
    if (part.isLast()) {
      exchange.uploaded();
    }
    return context.getInvokeAction();
  }

  private NextAction more(FilterChainContext context, Exchange exchange, HttpContent part) {
    HttpRequestPacket request = (HttpRequestPacket) part.getHttpHeader();
    Buffer content = part.getContent();
    if (exchange.length() + content.remaining() > limits.room().bodyBytes()) {
      return refuse(context, exchange, request, HttpStatus.REQUEST_ENTITY_TOO_LARGE_413);
    }
    byte[] piece = new byte[content.remaining()];
    content.get(piece);
    if (!exchange.keep(piece, limits.room().bodyBytes())) {
      return refuse(context, exchange, request, HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    if (!part.isLast()) {
      return context.getStopAction();
    }
    exchange.answer(OpenConnections.nowMillis() + limits.times().answerMillis());
    Buffer whole =
        exchange.length() == 0
            ? Buffers.EMPTY_BUFFER
            : Buffers.wrap(null, exchange.whole(), 0, exchange.length());
    context.setMessage(HttpContent.create(request, true, whole));
    return context.getInvokeAction();
  }

  /** Hands the request on without its body: the application refuses it in its own words. */
  private NextAction refuse(
      FilterChainContext context, Exchange exchange, HttpRequestPacket request, HttpStatus status) {
    exchange.refuse(OpenConnections.nowMillis() + limits.times().answerMillis());
    request.setHeader(FrontDoor.REFUSED, Integer.toString(status.getStatusCode()));
    context.setMessage(HttpContent.create(request, true));
    return context.getInvokeAction();
  }

  private static NextAction end(FilterChainContext context) {
    context.getConnection().closeSilently();
    return context.getStopAction();
  }
}
