package org.sluice.web.wire;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.config.WireChoice;
import org.sluice.relay.Leg;
import org.sluice.web.container.SocketExit;

/**
 * Takes a client's connection over from the server once the 101 is out. The server makes it and calls {@link #init}; the
 * one who asked for the upgrade calls {@link #hand} before that, on the request's thread.
 */
public class ClientUpgrade implements HttpUpgradeHandler {
    /** What is known of this server, for all its connections. */
    static final WireSelection LANES = new WireSelection();

    private volatile WireChoice choice = WireChoice.PORTABLE;
    private volatile @Nullable ClientLegReceiver taker;
    /** What to do when the server ends the connection; null as long as there is nobody to take it. */
    private volatile @Nullable Runnable whenEnded;

    /**
     * Says what is to become of the connection.
     *
     * @param join gets the client leg
     * @param adopter makes a leg of the client's bare socket, where the server lets it go
     * @param abandon is run if there will never be a leg
     * @param wire which way the operator wants it carried
     */
    public void hand(Consumer<Leg> join, ClientLegReceiver.Adopter adopter, Runnable abandon, WireChoice wire) {
        choice = wire;
        taker = new ClientLegReceiver(join, adopter, abandon);
        whenEnded = abandon;
    }

    @Override
    public void init(WebConnection connection) {
        ClientLegReceiver to = taker;
        if (to == null) {
            throw new IllegalStateException("upgraded without anybody to take the connection");
        }
        taker = null; // Catalina keeps a handler with a request that it will use again
        SocketExit exit = LANES.exit(connection, choice);
        if (exit != null) {
            WireChoice wanted = choice;
            SocketHandOver departure = new SocketHandOver(exit, to, (why, waiting) -> {
                LANES.portable(why, wanted);
                portable(connection, waiting);
            });
            whenEnded = exit.isForGood() ? null : departure::closedByServer;
            exit.leave(departure);
        } else {
            portable(connection, to);
        }
    }

    private void portable(WebConnection connection, ClientLegReceiver to) {
        whenEnded = to.abandon();
        try {
            ServletLeg made = new ServletLeg(connection, Servers.wire(connection));
            whenEnded = made::detach;
            to.join().accept(made);
        } catch (IOException | RuntimeException e) {
            destroy();
        }
    }

    /** The server is done with the connection; it has closed it, or is about to. */
    @Override
    public void destroy() {
        Runnable told = whenEnded;
        if (told != null) {
            told.run();
        }
    }
}
