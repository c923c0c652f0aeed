package org.sluice.web.message;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose upgrade goes through us: where the server's WebSocket container upgrades by the Servlet API (Payara), the
 * connection is shown to the ticket, too. Where it does not (WildFly), nothing of this is called.
 *
 * <p>Its target is the endpoint's. The client's is for the member alone, and need not be a URI ({@code ?x=|}, {@code ?x=%zz}): Tyrus
 * would stumble over it behind the 101, and the client would hear nothing any more. Nor may a parameter of the client's be taken for
 * the ticket. Of the protocols that the client offers in {@code Upgrade}, the server is shown the one that was agreed on: Tyrus refuses
 * a list ({@code h2c, websocket}) that has others, too.
 */
final class CapturingRequest extends HttpServletRequestWrapper {
    private static final String UPGRADE = "Upgrade";
    private static final String WEBSOCKET = "websocket";

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
    public @Nullable String getHeader(String name) {
        return UPGRADE.equalsIgnoreCase(name) ? WEBSOCKET : request.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return UPGRADE.equalsIgnoreCase(name) ? Collections.enumeration(List.of(WEBSOCKET)) : request.getHeaders(name);
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
