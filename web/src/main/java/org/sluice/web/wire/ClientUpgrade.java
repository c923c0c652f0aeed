package org.sluice.web.wire;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.Leg;

/**
 * Takes a client's connection over from the server once the 101 is out. The server makes it and calls {@link #init}; the
 * one who asked for the upgrade calls {@link #hand} before that, on the request's thread.
 */
public class ClientUpgrade implements HttpUpgradeHandler {
    private volatile @Nullable Consumer<Leg> join;
    private volatile @Nullable Runnable abandon;
    private volatile @Nullable ServletLeg leg;

    /**
     * Says what is to become of the connection.
     *
     * @param join gets the client leg
     * @param abandon is run if there will never be one
     */
    public void hand(Consumer<Leg> join, Runnable abandon) {
        this.abandon = abandon;
        this.join = join;
    }

    @Override
    public void init(WebConnection connection) {
        Consumer<Leg> taker = join;
        if (taker == null) {
            throw new IllegalStateException("upgraded without anybody to take the connection");
        }
        try {
            ServletLeg made = new ServletLeg(connection, ServerWire.of(connection));
            leg = made;
            taker.accept(made);
        } catch (IOException | RuntimeException e) {
            destroy();
        }
    }

    /** The server is done with the connection; it has closed it, or is about to. */
    @Override
    public void destroy() {
        ServletLeg open = leg;
        Runnable giveUp = abandon;
        if (open != null) {
            open.detach();
        } else if (giveUp != null) {
            giveUp.run();
        }
    }
}
