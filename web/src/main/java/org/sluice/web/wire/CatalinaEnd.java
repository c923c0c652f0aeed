package org.sluice.web.wire;

import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends an upgraded request of Catalina's, once, from a thread that holds none of the server's locks. Seen in Payara 6.2025:
 *
 * <ul>
 *   <li>A read listener is called under the lock of Catalina's {@code ReadHandlerImpl}. {@code WebConnection.close()} takes the one
 *       of Grizzly's suspended response; a thread that finds the client's end holds that and asks for the other. So to close in
 *       a listener, or in what a listener calls, is a deadlock, and who only writes there may find the end as well. Hence the
 *       close is handed to Catalina's own pool for callbacks, which has a thread for each task.
 *   <li>{@code WebConnection.close()} finishes the request and gives it back. While the request's own thread is still on its way out
 *       of the server, both would; and the flags by which Catalina tells the two apart are read and written by no rule. So the
 *       close waits for that thread, which needs some microseconds from the 101 on.
 * </ul>
 */
final class CatalinaEnd {
    private static final Logger LOG = System.getLogger("org.sluice.web.wire");
    private static final String POOL = "org.apache.catalina.connector.AsyncContextImpl";
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
    /** As long as a thread may be kept from leaving: filters and listeners of the server stand in its way. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Executor pool;
    private final Leaving leaving;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Whether the request's thread has left. */
    @FunctionalInterface
    interface Leaving {
        boolean isOver() throws ReflectiveOperationException;
    }

    CatalinaEnd(Executor pool, Leaving leaving) {
        this.pool = pool;
        this.leaving = leaving;
    }

    /** For {@code connection}, on its request's thread. */
    static CatalinaEnd of(WebConnection connection, Object request) {
        return new CatalinaEnd(pool(connection), leaving(request));
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

    private static Leaving leaving(Object request) {
        try {
            Field left = Reflected.declared(request, "afterService");
            return () -> left.getBoolean(request);
        } catch (NoSuchFieldException e) {
            return () -> true;
        }
    }

    /** Runs {@code task} where no lock of the server is held. Any thread. */
    void aside(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "wire-server-ends", e); // and drops its connections
        }
    }

    /** Ends {@code connection} in order: what was written goes out first. Any thread; does not wait. */
    void close(WebConnection connection) {
        if (begun.compareAndSet(false, true)) {
            aside(() -> closeNow(connection));
        }
    }

    /** The server has ended it by itself. */
    void isOver() {
        begun.set(true);
    }

    private void closeNow(WebConnection connection) {
        try {
            awaitLeaving();
            connection.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "wire-close-failed", e); // it is as gone as it can be
        }
    }

    private void awaitLeaving() throws ReflectiveOperationException {
        long since = System.nanoTime();
        while (!leaving.isOver() && System.nanoTime() - since < PATIENCE) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
