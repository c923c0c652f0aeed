package org.sluice.web.message;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.sluice.web.container.ServerConnection;
import org.sluice.web.wire.Servers;

/** Shows a connection to its ticket and hands it to the server's own handler. The server makes it. */
public class CapturedUpgrade implements HttpUpgradeHandler {
    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile @Nullable Ticket ticket;
    private volatile @Nullable Runnable whenEnded;

    /** The server makes it. */
    public CapturedUpgrade() {}

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
        try {
            hand(to, holder, Servers.connection(connection));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hand(HttpUpgradeHandler to, Ticket holder, ServerConnection shown) throws IOException {
        boolean handed = false;
        try {
            SerialExecutor deliverer = new SerialExecutor(task -> shown.aside(() -> asOfApplication(task)));
            ValidatingInput input =
                    new ValidatingInput(shown.input(), holder.admitted().maxFrame(), holder, deliverer);
            whenEnded = () -> {
                shown.ended();
                input.detach();
                deliverer.execute(() -> ended(to, holder));
            };
            holder.connected(shown);
            to.init(new ValidatedConnection(shown, input));
            handed = true;
        } finally {
            if (!handed) {
                noSession(holder, shown);
            }
        }
    }

    /** The server stumbled behind the 101: nothing but this would end the client's connection, or the member's. */
    private static void noSession(Ticket ticket, ServerConnection shown) {
        ticket.tear();
        ticket.admitted().abandon();
        shown.reset();
    }

    /** Tyrus, and what it calls, find their classes and beans by the thread. */
    private static void asOfApplication(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CapturedUpgrade.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void ended(HttpUpgradeHandler handler, Ticket ticket) {
        try {
            handler.destroy();
        } finally {
            ticket.gone();
        }
    }

    @Override
    public void destroy() {
        Runnable told = whenEnded;
        if (told != null) {
            told.run();
        }
    }
}
