package org.sluice.web.message;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;

/**
 * A request whose upgrade goes through us: where the server's WebSocket container upgrades by the Servlet API (Payara), the
 * connection is shown to the ticket, too. Where it does not (WildFly), nothing of this is called.
 */
final class CapturingRequest extends HttpServletRequestWrapper {
    private final HttpServletRequest request;
    private final Ticket ticket;

    CapturingRequest(HttpServletRequest request, Ticket ticket) {
        super(request);
        this.request = request;
        this.ticket = ticket;
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        try {
            T handler = type.getDeclaredConstructor().newInstance();
            request.upgrade(CapturedUpgrade.class).hand(handler, ticket);
            return handler;
        } catch (ReflectiveOperationException e) {
            throw new ServletException("the server's own upgrade handler cannot be made", e);
        }
    }
}
