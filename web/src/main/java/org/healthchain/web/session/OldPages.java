package org.healthchain.web.session;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import org.primefaces.csp.CspException;

/**
 * Tells the reader of a page whose state or nonce the server does not know, instead of failing. An
 * error page would not do: an Ajax request shows none, and each failure would leave a trace in the
 * log.
 */
public final class OldPages extends ExceptionHandlerFactory {
  public OldPages(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new Handler(getWrapped().getExceptionHandler());
  }

  private static final class Handler extends ExceptionHandlerWrapper {
    Handler(ExceptionHandler wrapped) {
      super(wrapped);
    }

    @Override
    public void handle() {
      FacesContext faces = FacesContext.getCurrentInstance();
      Iterator<ExceptionQueuedEvent> queued = getUnhandledExceptionQueuedEvents().iterator();
      while (queued.hasNext()) {
        if (isOfAnOldPage(queued.next().getContext())) {
          queued.remove();
          sendOn(faces);
        }
      }
      getWrapped().handle();
    }

    /** A state that cannot be restored is another's, too old, or made up. */
    private static boolean isOfAnOldPage(ExceptionQueuedEventContext failure) {
      return PhaseId.RESTORE_VIEW.equals(failure.getPhaseId())
          || failure.getException() instanceof ViewExpiredException
          || failure.getException() instanceof CspException;
    }

    private static void sendOn(FacesContext faces) {
      if (faces.getResponseComplete()) {
        return;
      }
      try {
        LostStep.ofAnOldPage(
            (HttpServletRequest) faces.getExternalContext().getRequest(),
            (HttpServletResponse) faces.getExternalContext().getResponse());
      } catch (IOException e) {
        throw new FacesException("cannot send the browser on from an old page", e);
      }
      faces.responseComplete();
    }
  }
}
