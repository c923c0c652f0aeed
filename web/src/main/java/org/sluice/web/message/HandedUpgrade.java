package org.sluice.web.message;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import org.jspecify.annotations.Nullable;

/** Shows a connection to its ticket and hands it to the server's own handler. The server makes it. */
public class HandedUpgrade implements HttpUpgradeHandler {
    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile @Nullable Ticket ticket;

    /** The server makes it. */
    public HandedUpgrade() {}

    /** On the request's thread, before {@link #init}. */
    void hand(HttpUpgradeHandler to, Ticket from) {
        handler = to;
        ticket = from;
    }

    @Override
    public void init(WebConnection connection) {
        Ticket holder = ticket;
        HttpUpgradeHandler to = handler;
        if (holder == null || to == null) {
            throw new IllegalStateException("upgraded without anybody to take the connection");
        }
        holder.connected(connection);
        to.init(new WatchedConnection(connection, holder.admitted().maxFrame(), holder));
    }

    @Override
    public void destroy() {
        HttpUpgradeHandler to = handler;
        if (to != null) {
            to.destroy();
        }
        Ticket holder = ticket;
        if (holder != null) {
            holder.gone();
        }
    }
}
