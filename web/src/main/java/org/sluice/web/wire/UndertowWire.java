package org.sluice.web.wire;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Undertow, as WildFly has it. Seen in Undertow 2.3:
 *
 * <ul>
 *   <li>The streams keep their state in a plain {@code int} that the connection's I/O thread changes too. Reading on
 *       another thread can meet the I/O thread in the middle of its own read; so reads hop back to the I/O thread when
 *       back-pressure made another thread the reader. In undisturbed traffic the I/O thread reads, and nothing hops.
 *   <li>{@code write(byte[], int, int)} in listener mode ignores offset and length.
 *   <li>When a client drops while a write waits, the write loop calls {@code onError} again and again, until the listener
 *       throws.
 *   <li>{@code WebConnection.close()} writes what waits and flushes it, blocking: for ever, if the client takes nothing. A
 *       reset closes the channel below instead.
 *   <li>{@code ServletOutputStream.close()} flushes without blocking and ends our side only, so the client can still be
 *       heard: no byte it sent is met by a closed socket, which would make the kernel take our close frame back with a RST.
 * </ul>
 */
final class UndertowWire implements ServerWire {
    private volatile @Nullable Thread ioThread;

    @Override
    public void onReadThread() {
        ioThread = Thread.currentThread();
    }

    @Override
    public boolean hops(ServletInputStream in, Runnable later) {
        Thread home = ioThread;
        if (home == null || home == Thread.currentThread()) {
            return false;
        }
        try {
            ((Executor) Reflected.field(in, "ioExecutor")).execute(later);
            return true;
        } catch (ReflectiveOperationException | ClassCastException e) {
            return false; // an Undertow that keeps its executor elsewhere: read here, as the API allows
        }
    }

    @Override
    public void finish(WebConnection connection, ServletOutputStream out) throws IOException {
        out.close();
    }

    @Override
    public boolean readsAfterFinish() {
        return true;
    }

    @Override
    public void reset(WebConnection connection) {
        try {
            Object channel = Reflected.field(connection, "channel");
            lingerNot(channel);
            ((Closeable) channel).close();
        } catch (ReflectiveOperationException | ClassCastException | IOException e) {
            ServerWire.super.reset(connection);
        }
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
        channel.getClass().getMethod("setOption", option, Object.class).invoke(channel, closeAbort, true);
    }
}
