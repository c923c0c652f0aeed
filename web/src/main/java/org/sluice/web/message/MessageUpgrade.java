package org.sluice.web.message;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import org.sluice.admission.AdmittedSession;
import org.sluice.web.wire.Servers;

/** Upgrades a client to the endpoint, with a ticket for its member's session. On the request's thread. */
public final class MessageUpgrade {
    private MessageUpgrade() {}

    /**
     * Upgrades the client. The member's headers, but for those that the server writes itself, are already set on {@code
     * response}.
     *
     * @throws ServletException if the server made no upgrade; the member has been released
     */
    public static void make(HttpServletRequest request, HttpServletResponse response, AdmittedSession admitted)
            throws ServletException, IOException {
        Ticket ticket = Ticket.issue(admitted);
        boolean made = false;
        try {
            ServerContainer server = server(request);
            ServerEndpointConfig config = ServerEndpointConfig.Builder.create(
                            MessageEndpoint.class, MessageEndpoint.FOLDER + ticket.name())
                    .configurator(new TicketConfigurator())
                    .build();
            HttpServletRequest capturing = new CapturingRequest(request, ticket);
            ticket.with(() -> server.upgradeHttpToWebSocket(
                    capturing, response, config, Map.of(MessageEndpoint.TICKET, ticket.name())));
            Servers.checkFrames(request, admitted.maxFrame(), ticket);
            made = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } catch (DeploymentException e) {
            throw new ServletException("the server could not upgrade", e);
        } finally {
            if (!made) {
                ticket.tear();
                admitted.abandon();
            }
        }
        if (!made) {
            throw new ServletException("the server made no upgrade");
        }
    }

    private static ServerContainer server(HttpServletRequest request) throws ServletException {
        Object found = request.getServletContext().getAttribute(ServerContainer.class.getName());
        if (found instanceof ServerContainer container) {
            return container;
        }
        throw new ServletException("the server has no WebSocket container");
    }
}
