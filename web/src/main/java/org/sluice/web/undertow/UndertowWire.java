package org.sluice.web.undertow;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerWire;

/**
 * Undertow, as WildFly has it. Seen in Undertow 2.3:
 *
 * <ul>
 *   <li>The streams keep their state in a plain {@code int} that the connection's I/O thread changes too. Reading on
 *       another thread can meet the I/O thread in the middle of its own read; so reads hop back to the I/O thread when
 *       back-pressure made another thread the reader. In undisturbed traffic the I/O thread reads, and nothing hops. Ending a
 *       connection goes there too, for the same reason. The same hop ends a turn that has lasted long.
 *   <li>{@code write(byte[], int, int)} in listener mode ignores offset and length.
 *   <li>When a client drops while a write waits, the write loop calls {@code onError} again and again, until the listener
 *       throws.
 *   <li>{@code WebConnection.close()} writes what waits and flushes it, blocking: for ever, if the client takes nothing. A
 *       reset closes the channel below instead.
 *   <li>On a TLS listener {@code destroy()} is called under the lock of the connection's TLS engine, which a write of
 *       another thread waits for. The streams belong to this connection for ever, so nothing is waited for there.
 *   <li>{@code ServletOutputStream.close()} flushes without blocking and ends our side only, so the client can still be
 *       heard: no byte it sent is met by a closed socket, which would make the kernel take our close frame back with a RST.
 * </ul>
 */
final class UndertowWire implements ServerWire {
    /** Reads in a row before the I/O thread turns to its other connections. */
    private static final int TURN = 32;

    /** Runs tasks on the connection's I/O thread. */
    private final Executor home;

    private volatile @Nullable Thread ioThread;
    /** Only the I/O thread counts here. */
    private int reads;

    private UndertowWire(Executor home) {
        this.home = home;
    }

    /**
     * For {@code connection}.
     *
     * @throws ReflectiveOperationException if this Undertow keeps its executor elsewhere
     */
    static ServerWire of(WebConnection connection) throws ReflectiveOperationException, IOException {
        return new UndertowWire((Executor) Reflection.field(connection.getInputStream(), "ioExecutor"));
    }

    @Override
    public void onReadThread() {
        ioThread = Thread.currentThread();
        reads = 0;
    }

    @Override
    public boolean hops(Runnable later) {
        if (ioThread == Thread.currentThread() && reads++ < TURN) {
            return false;
        }
        home.execute(() -> {
            reads = 0;
            later.run();
        });
        return true;
    }

    @Override
    public void finish(WebConnection connection, ServletOutputStream out) {
        home.execute(() -> {
            try {
                out.close();
            } catch (IOException e) {
                reset(connection);
            }
        });
    }

    @Override
    public boolean readsAfterFinish() {
        return true;
    }

    @Override
    public boolean recyclesStreams() {
        return false;
    }

    @Override
    public void reset(WebConnection connection) {
        home.execute(() -> {
            try {
                Object channel = Reflection.field(connection, "channel");
                lingerNot(channel);
                ((Closeable) channel).close();
            } catch (ReflectiveOperationException | ClassCastException | IOException e) {
                ServerWire.super.reset(connection);
            }
        });
    }

    @Override
    public void afterError(Throwable thrown) {
        throw new UncheckedIOException(thrown instanceof IOException io ? io : new IOException(thrown));
    }

    /** Makes the coming close a RST, by XNIO's option for it. */
    private static void lingerNot(Object channel) throws ReflectiveOperationException {
        ClassLoader server = channel.getClass().getClassLoader();
        Class<?> option = Class.forName("org.xnio.Option", false, server);
        Object closeAbort = Class.forName("org.xnio.Options", false, server)
                .getField("CLOSE_ABORT")
                .get(null);
        // The method of a public interface: the channel's own class is not public, and its methods cannot be called.
        Class.forName("org.xnio.channels.Configurable", false, server)
                .getMethod("setOption", option, Object.class)
                .invoke(channel, closeAbort, true);
    }
}
