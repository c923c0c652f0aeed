package org.sluice.web.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.Leg;
import org.sluice.relay.LegEvents;
import org.sluice.web.container.ServerWire;

/**
 * A client's connection as the Servlet API shows it after an upgrade: the portable client leg.
 *
 * <p>The streams are asked {@code isReady()} only by whoever owns that side of the leg, and never between a "no" and the
 * listener's call that follows it: the servers change the answer from their own threads, and at least one is confused by a
 * question at that moment. {@code canRead} and {@code canWrite} hold the last answer; they are cleared before an operation
 * and set behind it, so that a call of the listener in between is not lost.
 */
final class ServletLeg implements Leg, ReadListener, WriteListener {
    private final WebConnection connection;
    private final ServletInputStream in;
    private final ServletOutputStream out;
    private final ServerWire server;
    /** Held while {@code in} is used; behind {@link #writing} where both are needed. No event is told under it. */
    private final Object reading = new Object();
    /** Held while {@code out} is used. */
    private final Object writing = new Object();

    private final AtomicBoolean finished = new AtomicBoolean();
    private final AtomicBoolean reset = new AtomicBoolean();

    private @Nullable LegEvents events;
    private volatile boolean canRead;
    private volatile boolean canWrite;
    private volatile boolean finishing;
    private volatile boolean inputEnded;
    /** The connection is gone for who writes, or broken for both. */
    private volatile @Nullable Throwable fault;
    /** Nothing that is written goes out any more; what was read before that is good. */
    private volatile boolean gone;
    /** What the server had left of the client when it took the streams away. Guarded by {@link #reading}. */
    private @Nullable ByteBuffer rest;

    ServletLeg(WebConnection connection, ServerWire server) throws IOException {
        this.connection = connection;
        this.in = server.input(connection);
        this.out = connection.getOutputStream();
        this.server = server;
    }

    @Override
    public void open(LegEvents owner) {
        events = owner;
        in.setReadListener(this);
        out.setWriteListener(this);
        canRead = server.readsAtOnce();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (fault == null && !inputEnded && (!canRead || server.hops(this::tellReadable))) {
            return 0;
        }
        int count = readLocked(into);
        if (count > 0 && inputEnded && into.hasRemaining()) {
            tellReadable(); // the end is still to be read; Undertow tells it only to a reader that it called itself
        }
        return count;
    }

    private int readLocked(ByteBuffer into) throws IOException {
        synchronized (reading) {
            if (rest != null && rest.hasRemaining()) {
                return readRest(rest, into);
            }
            throwFault();
            try {
                return inputEnded ? -1 : readNow(into);
            } catch (RuntimeException e) {
                throw new IOException("the server's stream failed", e);
            }
        }
    }

    private static int readRest(ByteBuffer from, ByteBuffer into) {
        int count = Math.min(from.remaining(), into.remaining());
        into.put(into.position(), from, from.position(), count);
        from.position(from.position() + count);
        into.position(into.position() + count);
        return count;
    }

    private int readNow(ByteBuffer into) throws IOException {
        int before = into.position();
        canRead = false;
        while (in.isReady()) {
            if (!into.hasRemaining()) {
                canRead = true;
                break;
            }
            int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            if (count < 0) {
                inputEnded = true;
                break;
            }
            into.position(into.position() + count);
        }
        inputEnded |= in.isFinished();
        int count = into.position() - before;
        return count == 0 && inputEnded ? -1 : count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        synchronized (writing) {
            throwFault();
            if (gone) {
                throw new IOException("the server has closed the connection");
            }
            try {
                return canWrite ? writeNow(from) : 0;
            } catch (RuntimeException e) {
                throw new IOException("the server's stream failed", e);
            }
        }
    }

    private int writeNow(ByteBuffer from) throws IOException {
        // A fresh array of exactly the right size: Undertow ignores offset and length, and keeps what it is given.
        byte[] exact = new byte[from.remaining()];
        from.get(exact);
        canWrite = false;
        server.write(out, exact);
        if (out.isReady()) {
            canWrite = true;
            if (finishing) {
                finishNow();
            }
        }
        return exact.length;
    }

    /**
     * The server is done with the connection. Where it may give the streams to another request the moment this returns,
     * a call that is inside them is waited for, and none of them is touched any more.
     */
    void detach() {
        server.ended();
        if (server.recyclesStreams()) {
            synchronized (writing) {
                synchronized (reading) {
                    keepRest();
                    inputEnded = true;
                    letGo();
                }
            }
        } else {
            if (fault == null && !finished.get()) {
                fault = new IOException("closed by the server");
            }
            inputEnded = true;
            letGo();
        }
        if (events != null) {
            server.aside(this::tellAll);
        }
    }

    /** What the client said before the end stands in a buffer that is about to be somebody else's. Nothing here waits. */
    private void keepRest() {
        try {
            if (!inputEnded && fault == null && in.available() > 0) {
                rest = ByteBuffer.wrap(in.readNBytes(in.available()));
            }
        } catch (IOException | RuntimeException e) {
            fault = e;
        }
    }

    private void letGo() {
        gone = !finished.get();
        canWrite = false;
    }

    private void tellAll() {
        tellReadable();
        owner().writable();
    }

    @Override
    public void finish() {
        finishing = true;
        if (canWrite) {
            finishNow();
        }
    }

    @Override
    public void abort() {
        inputEnded = true;
        if (reset.compareAndSet(false, true)) {
            server.reset(connection);
        }
    }

    @Override
    public void onDataAvailable() {
        server.onReadThread();
        canRead = true;
        tellReadable();
    }

    @Override
    public void onAllDataRead() {
        inputEnded = true;
        tellReadable();
    }

    @Override
    public void onWritePossible() {
        canWrite = true;
        if (finishing) {
            finishNow();
        }
        owner().writable();
    }

    /**
     * Read or write failed. The exception is thrown on, unchecked: Undertow's write loop calls again for ever when a
     * listener returns from here (see {@link UndertowWire}).
     */
    @Override
    public void onError(Throwable thrown) {
        if (finished.get()) {
            inputEnded = true; // whatever it is, our side is through: Undertow stumbles over its own close here
            tellReadable();
            return;
        }
        boolean first = fault == null && !gone;
        if (server.isEnd(thrown)) {
            gone = true;
            inputEnded = true;
        } else {
            fault = thrown;
        }
        if (first) {
            tellAll();
        }
        server.afterError(thrown);
    }

    private void tellReadable() {
        owner().readable();
    }

    private void finishNow() {
        if (finished.compareAndSet(false, true)) {
            try {
                server.finish(connection, out);
            } catch (IOException | UncheckedIOException e) {
                fault = e;
            }
            if (!server.readsAfterFinish()) {
                inputEnded = true;
            }
            tellReadable();
        }
    }

    private void throwFault() throws IOException {
        if (fault != null) {
            throw new IOException("connection lost", fault);
        }
    }

    private LegEvents owner() {
        LegEvents owner = events;
        if (owner == null) {
            throw new IllegalStateException("told before it was opened");
        }
        return owner;
    }
}
