package org.sluice.web.message;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Decides for the server whether it may upgrade to the endpoint. Created by the server and called on the request's
 * thread.
 */
public class TicketConfigurator extends ServerEndpointConfig.Configurator {
    /** Called by the server. */
    public TicketConfigurator() {}

    /** Refuses with 403 an upgrade without a ticket; the member checks the client's origin. */
    @Override
    public boolean checkOrigin(String origin) {
        return Ticket.awaitingUpgrade().isPresent();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return Ticket.awaitingUpgrade()
                .flatMap(ticket -> ticket.admitted().answer().first("Sec-WebSocket-Protocol"))
                .orElse("");
    }

    /** None: a message is not compressed on one side only. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
