package org.sluice.web.undertow;

import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.DetachedSocket;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.ProvenVersions;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.SocketExit;

/**
 * The way out of Undertow on XNIO, as WildFly has it. Proven on Undertow 2.3.23 with XNIO 3.8.16 (WildFly 39.0.1). Seen
 * there:
 *
 * <ul>
 *   <li>Everything happens on the connection's I/O thread: its conduits know no other.
 *   <li>What came behind the request waits in a conduit in front of the socket; one read with room for a whole buffer of
 *       the pool takes all of it.
 *   <li>The listener's timers (90 s without a byte from the client, by default) are armed by each read and write. Suspending
 *       both sides through the conduits takes them back; a read behind that would arm them again.
 *   <li>The connection object stays: it is counted by the listener, and closing it at the end gives that back.
 * </ul>
 */
final class UndertowExit implements SocketExit {
    private static final ProvenVersions UNDERTOW = new ProvenVersions("Undertow", "2.3");
    private static final ProvenVersions XNIO = new ProvenVersions("XNIO", "3.8");

    private final Object channel;
    private final Executor ioThread;

    /** Gone with the socket: a session may last for days, and what is found by reflection is large. I/O thread only. */
    private @Nullable Way way;

    /** What it takes to leave. */
    private record Way(
            UndertowSocket socket, ReadableByteChannel source, int poolSize, Step suspendReads, Step suspendWrites) {

        /** What came early over TLS is not read but taken, since a read would go through the engine. */
        DetachedSocket take() throws IOException, ReflectiveOperationException, NotTransferable {
            UndertowTls tls = socket.tls();
            ByteBuffer early = tls == null ? readEarly() : ByteBuffer.allocate(0);
            suspendReads.run();
            suspendWrites.run();
            return tls == null ? DetachedSocket.plain(socket.channel(), early) : tls.take(socket);
        }

        private ByteBuffer readEarly() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(poolSize);
            int count = source.read(buffer);
            ByteBuffer early =
                    ByteBuffer.allocate(Math.max(0, count)); // kept with the leg, so no larger than it must be
            return early.put(buffer.flip()).flip();
        }
    }

    /** A call that was found by its name. */
    private interface Step {
        void run() throws ReflectiveOperationException;
    }

    private UndertowExit(WebConnection connection, Object channel, UndertowSocket socket)
            throws ReflectiveOperationException, IOException {
        this.channel = channel;
        ioThread = (Executor) Reflection.follow(channel, "getIoThread");
        Object source = Reflection.follow(channel, "getSourceChannel");
        Object sink = Reflection.follow(channel, "getSinkChannel");
        Object pool = Reflection.field(connection.getInputStream(), "bufferPool");
        Method reads = Reflection.method(source, "suspendReads");
        Method writes = Reflection.method(sink, "suspendWrites");
        way = new Way(
                socket,
                (ReadableByteChannel) source,
                (Integer) Reflection.follow(pool, "getBufferSize"),
                () -> reads.invoke(source),
                () -> writes.invoke(sink));
    }

    /** For {@code connection}. */
    static SocketExit of(WebConnection connection, boolean trusting)
            throws ReflectiveOperationException, NotTransferable {
        Object channel = Reflection.field(connection, "channel");
        UNDERTOW.check(Reflection.version(connection, "io.undertow.Version", "getVersionString"), trusting);
        XNIO.check(Reflection.version(channel, "org.xnio.Version", "getVersionString"), trusting);
        try {
            return new UndertowExit(connection, channel, UndertowSocket.of(channel));
        } catch (IOException e) {
            throw NotTransferable.forThis("the connection is lost: " + e.getMessage());
        }
    }

    @Override
    public void leave(Waiting waiting) {
        try {
            ioThread.execute(() -> leaveNow(waiting));
        } catch (RejectedExecutionException e) { // the server ends
            waiting.lost(e);
        }
    }

    private void leaveNow(Waiting waiting) {
        Way out = Objects.requireNonNull(way, "left twice");
        way = null;
        DetachedSocket taken;
        try {
            taken = out.take();
            out.socket().cancelKey();
        } catch (NotTransferable e) {
            waiting.stays(e);
            return;
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            waiting.lost(e);
            return;
        }
        waiting.out(taken);
    }

    /** Its listener counts it, and can close it. */
    @Override
    public boolean isForGood() {
        return false;
    }

    @Override
    public void letGo() {
        try {
            ioThread.execute(this::close);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void close() {
        try {
            ((Closeable) channel).close();
        } catch (IOException e) {
            // as gone as it can be
        }
    }
}
