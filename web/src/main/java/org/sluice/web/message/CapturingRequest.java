package org.sluice.web.message;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose upgrade goes through us: where the server's WebSocket container upgrades by the Servlet API (Payara), the
 * connection is shown to the ticket, too. Where it does not (WildFly), nothing of this is called.
 *
 * <p>Its target is the endpoint's. The client's is for the member alone, and need not be a URI ({@code ?x=|}, {@code ?x=%zz}): Tyrus
 * would stumble over it behind the 101, and the client would hear nothing any more. Nor may a parameter of the client's be taken for
 * the ticket.
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
    public String getRequestURI() {
        return MessageEndpoint.FOLDER + ticket.name();
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
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
