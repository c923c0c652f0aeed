package org.sluice.web.message;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.web.wire.Servers;

/**
 * The endpoint of the clients of message relays. The server creates one for each session and calls it on one thread at a
 * time. A session without a ticket from the servlet is closed.
 */
@ServerEndpoint(
        value = MessageEndpoint.FOLDER + "{" + MessageEndpoint.TICKET + "}",
        configurator = TicketConfigurator.class)
public class MessageEndpoint {
    static final String FOLDER = "/sluice/relay/";
    static final String TICKET = "ticket";

    private volatile @Nullable ClientSession client;
    private volatile @Nullable Ticket ticket;

    /** Called by the server. */
    public MessageEndpoint() {}

    @OnOpen
    public void open(Session session, @PathParam(TICKET) String name) throws IOException {
        Optional<Ticket> found = Ticket.take(name);
        if (found.isPresent()) {
            ClientSession made = new ClientSession(session, Servers.session(session, found.get()));
            ticket = found.get();
            client = made;
            if (found.get().admitted().join(made)) {
                found.get().claimedBy(made);
                return;
            }
        }
        client = null;
        session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "no such ticket"));
    }

    @OnMessage
    public void text(String part, boolean last) {
        ClientSession to = client;
        if (to != null) {
            to.events().text(part, last);
        }
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        ClientSession to = client;
        if (to != null) {
            to.events().binary(part, last);
        }
    }

    @OnMessage
    public void pong(PongMessage answer) {
        ClientSession to = client;
        Ticket shown = ticket;
        if (to != null && shown != null && !shown.isMark(answer.getApplicationData())) {
            to.events().alive();
        }
    }

    @OnClose
    public void close(CloseReason reason) {
        ClientSession to = client;
        if (to != null) {
            to.closed(reason);
        }
    }

    @OnError
    public void error(Throwable thrown) {
        Journal.event("client-session-failed").because(thrown).debug();
    }
}
