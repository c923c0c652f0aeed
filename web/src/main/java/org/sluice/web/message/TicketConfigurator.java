package org.sluice.web.message;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** What the server asks before it upgrades to the endpoint. The server makes it; it is asked on the request's thread. */
public class TicketConfigurator extends ServerEndpointConfig.Configurator {
    /** The server makes it. */
    public TicketConfigurator() {}

    /** Whoever comes without a ticket in hand is refused with 403; the client's origin is the member's business. */
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

    /** None: a message is not compressed on one side and read on the other. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
