package org.sluice.web.payara;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.relay.Close;
import org.sluice.web.container.ServerConnection;
import org.sluice.web.container.ServerSession;
import org.sluice.web.container.SessionConnection;

/**
 * Tyrus on Grizzly, as Payara has it. Seen in Tyrus 2.1.5:
 *
 * <ul>
 *   <li>A session cannot be dropped and does not say when its connection is gone; the connection below can, and does.
 *   <li>A session sets its idle timer anew with every message it reads or sends, even where no idle time is limited. On Payara
 *       that is a task for a managed executor, whose capture of contexts costs ten times what the message does. The timer is
 *       taken from the session here: our own sweep keeps the limits.
 *   <li>The end of a connection without a close frame is told as 1000, or as 1006.
 *   <li>Tyrus answers 1012 and 1013 of a client, which it may say, with 1002.
 * </ul>
 */
final class TyrusServerSession implements ServerSession {
    private static final ScheduledExecutorService NO_TIMERS = new NoTimers();

    private final ServerConnection connection;
    private final SessionConnection known;

    private TyrusServerSession(ServerConnection connection, SessionConnection known) {
        this.connection = connection;
        this.known = known;
    }

    /** For {@code session}; one of no special kind if its connection is not known. */
    static ServerSession of(Session session, SessionConnection known) {
        Optional<ServerConnection> connection = known.connection();
        if (connection.isEmpty()) {
            return new Plain(session);
        }
        stopTimer(session);
        return new TyrusServerSession(connection.get(), known);
    }

    private static void stopTimer(Session session) {
        try {
            Field service = session.getClass().getDeclaredField("service");
            service.setAccessible(true);
            service.set(session, NO_TIMERS);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Journal.event("session-timer")
                    .saying("each message schedules a task of the server")
                    .because(e)
                    .warn();
        }
    }

    @Override
    public boolean wasLost() {
        return known.isLost();
    }

    @Override
    public boolean wasReset() {
        return known.isBroken();
    }

    @Override
    public void finish() {
        try {
            connection.end();
        } catch (IOException e) {
            drop();
        }
        known.gone();
    }

    @Override
    public Optional<Close> said() {
        return known.said();
    }

    @Override
    public boolean isGone() {
        return known.isGone();
    }

    @Override
    public void drop() {
        connection.reset();
        known.gone();
    }

    /** Takes no task, so never has a thread. */
    private static final class NoTimers extends ScheduledThreadPoolExecutor {
        NoTimers() {
            super(1);
        }

        @Override
        public @Nullable ScheduledFuture<?> schedule(Runnable idleCheck, long delay, TimeUnit unit) {
            return null; // for a session as good as one that was never set
        }
    }
}
