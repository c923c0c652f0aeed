package org.sluice.web.wire;

import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

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
final class UndertowExit implements Exit {
    private static final Proven UNDERTOW = new Proven("Undertow", "2.3");
    private static final Proven XNIO = new Proven("XNIO", "3.8");
    private static final String PLAIN = "org.xnio.nio.NioSocketStreamConnection";

    private final Object channel;
    private final SocketChannel socket;
    private final Executor ioThread;
    private final ReadableByteChannel source;
    private final int poolSize;
    private final Step suspendReads;
    private final Step suspendWrites;
    private final Step cancelKey;

    /** A call that was found by its name. */
    private interface Step {
        void run() throws ReflectiveOperationException;
    }

    private UndertowExit(WebConnection connection, Object channel) throws ReflectiveOperationException, IOException {
        this.channel = channel;
        Object conduit = Reflected.field(channel, "conduit");
        socket = (SocketChannel) Reflected.field(conduit, "socketChannel");
        ioThread = (Executor) Reflected.follow(channel, "getIoThread");
        source = (ReadableByteChannel) Reflected.follow(channel, "getSourceChannel");
        Object sink = Reflected.follow(channel, "getSinkChannel");
        Object pool = Reflected.field(connection.getInputStream(), "bufferPool");
        poolSize = (Integer) Reflected.follow(pool, "getBufferSize");
        Method reads = Reflected.method(source, "suspendReads");
        Method writes = Reflected.method(sink, "suspendWrites");
        Method cancel = Reflected.method(conduit, "cancelKey", boolean.class);
        suspendReads = () -> reads.invoke(source);
        suspendWrites = () -> writes.invoke(sink);
        cancelKey = () -> cancel.invoke(conduit, false);
    }

    /** For {@code connection}. */
    static Exit of(WebConnection connection, boolean trusting) throws ReflectiveOperationException, LaneClosed {
        Object channel = Reflected.field(connection, "channel");
        if (!channel.getClass().getName().equals(PLAIN)) {
            throw LaneClosed.forThis("only plain connections can leave, and this one is a "
                    + channel.getClass().getName());
        }
        UNDERTOW.check(Reflected.version(connection, "io.undertow.Version", "getVersionString"), trusting);
        XNIO.check(Reflected.version(channel, "org.xnio.Version", "getVersionString"), trusting);
        try {
            return new UndertowExit(connection, channel);
        } catch (IOException e) {
            throw LaneClosed.forThis("the connection is lost: " + e.getMessage());
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
        ByteBuffer early;
        try {
            early = readEarly();
            suspendReads.run();
            suspendWrites.run();
            cancelKey.run();
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            waiting.lost(e);
            return;
        }
        waiting.out(socket, early);
    }

    private ByteBuffer readEarly() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(poolSize);
        int count = source.read(buffer);
        ByteBuffer early = ByteBuffer.allocate(Math.max(0, count)); // kept with the leg, so no larger than it must be
        return early.put(buffer.flip()).flip();
    }

    /** Its listener closes what it counts when it ends. */
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
