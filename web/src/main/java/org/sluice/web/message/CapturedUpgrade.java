package org.sluice.web.message;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.sluice.web.container.ServerConnection;
import org.sluice.web.wire.Servers;

/** An upgrade handler that passes a connection to its ticket and to the server's own handler. Created by the server. */
public class CapturedUpgrade implements HttpUpgradeHandler {
    private volatile @Nullable HttpUpgradeHandler handler;
    private volatile @Nullable Ticket ticket;
    private volatile @Nullable Runnable whenEnded;

    /** Called by the server. */
    public CapturedUpgrade() {}

    /** Sets the server's handler and the ticket. On the request's thread, before {@link #init}. */
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
                    new ValidatingInput(shown.input(), holder.admitted().maxFrame(), holder, deliverer, shown::isEnd);
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

    /** Ends both connections after the server failed behind the 101: nothing else would. */
    private static void noSession(Ticket ticket, ServerConnection shown) {
        ticket.tear();
        ticket.admitted().abandon();
        shown.reset();
    }

    /**
     * Runs {@code task} with the application's class loader: Tyrus, and what it calls, find classes and beans by that of
     * the thread.
     */
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
        Runnable ending = whenEnded;
        if (ending != null) {
            ending.run();
        }
    }
}
