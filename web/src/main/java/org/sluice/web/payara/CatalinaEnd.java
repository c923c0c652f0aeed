package org.sluice.web.payara;

import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.web.container.Reflection;

/**
 * Ends an upgraded request of Catalina's from a thread that holds none of the server's locks. Seen in Payara 6.2025:
 *
 * <ul>
 *   <li>A read listener is called under the lock of Catalina's {@code ReadHandlerImpl}. {@code WebConnection.close()} takes the one
 *       of Grizzly's suspended response; a thread that finds the client's end holds that and asks for the other. So to close in
 *       a listener, or in what a listener calls, is a deadlock. Hence all ends are handed to Catalina's own pool for callbacks,
 *       which has a thread for each task.
 *   <li>{@code WebConnection.close()} gives Grizzly's request back, to serve others, while Grizzly may be about to find the client's
 *       end and give it back as well; whoever has got it meanwhile finds it emptied. So the connection is closed below, where
 *       only one can be the first: Grizzly cancels the response then, gives nothing back, and has Catalina close its own side.
 *   <li>Grizzly tells Catalina so by the read handler, and there is none while the last data is being read. So behind the end of the
 *       connection Catalina's side is closed here, if nobody did, without the resumption that was Grizzly's cue.
 *   <li>While the request's own thread is still on its way out of the server, nothing of this is safe. So it waits for that thread,
 *       which needs some microseconds from the 101 on.
 * </ul>
 */
final class CatalinaEnd {
    private static final String POOL = "org.apache.catalina.connector.AsyncContextImpl";
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
    /** Longer than filters and listeners of the server keep a thread from leaving. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Executor pool;
    private final Object request;
    /** Whether the request's thread has left, and a resumption goes through at once; null where Catalina has none. */
    private final @Nullable Field left;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();

    CatalinaEnd(Executor pool, Object request) {
        this.pool = pool;
        this.request = request;
        this.left = left(request);
    }

    /** For {@code connection}, on its request's thread. */
    static CatalinaEnd of(WebConnection connection, Object request) {
        return new CatalinaEnd(pool(connection), request);
    }

    private static Executor pool(WebConnection connection) {
        try {
            Class<?> type = Class.forName(POOL, true, connection.getClass().getClassLoader());
            Method pool = type.getDeclaredMethod("getExecutorService");
            pool.setAccessible(true);
            return (Executor) pool.invoke(null);
        } catch (ReflectiveOperationException e) {
            return ForkJoinPool.commonPool(); // no task of ours waits for another
        }
    }

    private static @Nullable Field left(Object request) {
        try {
            return Reflection.declared(request, "afterService");
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    /** An order to the server. */
    @FunctionalInterface
    interface Order {
        void carryOut() throws Exception;
    }

    /** Runs {@code task} where no lock of the server is held. Any thread. */
    void aside(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            Journal.event("wire-server-ends").because(e).debug(); // and drops its connections
        }
    }

    /** Carries out {@code close} soon, if it is the first and the server has not done it by itself. Any thread. */
    void close(Order close) {
        if (begun.compareAndSet(false, true)) {
            reset(close);
        }
    }

    /** Carries out {@code reset} soon, unless the server has ended by itself. Any thread. */
    void reset(Order reset) {
        aside(() -> guarded(() -> {
            awaitLeaving();
            reset.carryOut();
        }));
    }

    /** The connection below is gone. */
    void closedBelow(WebConnection connection) {
        aside(() -> guarded(() -> {
            awaitLeaving();
            if (left != null && !over.get()) {
                left.setBoolean(request, false);
            }
            connection.close(); // does nothing if it was done
        }));
    }

    /** The server has ended it. */
    void isOver() {
        over.set(true);
    }

    private static void guarded(Order order) {
        try {
            order.carryOut();
        } catch (Exception e) {
            Journal.event("wire-close-failed").because(e).debug(); // it is as gone as it can be
        }
    }

    /** A request that is over may have been given to another client, and says nothing of ours. */
    private void awaitLeaving() throws IllegalAccessException {
        long since = System.nanoTime();
        while (left != null && !over.get() && !left.getBoolean(request) && System.nanoTime() - since < PATIENCE) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
