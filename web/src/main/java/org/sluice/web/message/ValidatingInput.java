package org.sluice.web.message;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Opcodes;
import org.sluice.frames.Refragmenter;
import org.sluice.frames.Sender;
import org.sluice.frames.Violation;
import org.sluice.journal.Journal;
import org.sluice.relay.Close;
import org.sluice.web.container.ClientByteListener;

/**
 * The input of a client, checked as in a relay of frames before Tyrus reads it, and split into smaller frames: Tyrus
 * buffers a frame until it is complete, and rejects some close codes that a client may send. Read by the delivering
 * thread.
 *
 * <p>Payara calls listeners under locks of its own, which Tyrus, and whatever it delivers to, might wait for in turn. So
 * the server's events are delivered to Tyrus on another thread, in order, the end after the data. And Tyrus gets one
 * event at the beginning: bytes after the handshake may have been announced before it had set its listener.
 */
final class ValidatingInput extends ServletInputStream {
    private static final int CHUNK = 16 << 10;
    /** How much a chunk may grow: each of its frames of at least seven bytes gets a header of at most eight. */
    private static final int ROOM = CHUNK * 2 + 64;

    private static final int NORMAL = 1000;

    private final ServletInputStream in;
    private final ClientByteListener watcher;
    private final FrameScanner scanner;
    private final byte[] raw = new byte[CHUNK];
    private final ByteBuffer ready = ByteBuffer.allocate(ROOM).limit(0);
    private final Refragmenter fragments;
    private final Executor deliverer;
    private final Predicate<Throwable> isEnd;
    private boolean ignoresInput;
    /** Reported once the bytes before it have been read, which it must not overtake. */
    private @Nullable Violation found;

    /** Held while {@link #in} is used, which belongs to another request once {@link #detach} has returned. */
    private final Object using = new Object();

    // Both guarded by the lock.
    private boolean detached;
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /**
     * Checks what is read of {@code in}.
     *
     * @param deliverer runs one task after the other, with none of the server's locks held
     * @param isEnd whether an exception of {@code in} means no more than that the client has ended its side
     */
    ValidatingInput(
            ServletInputStream in,
            long maxFrame,
            ClientByteListener watcher,
            Executor deliverer,
            Predicate<Throwable> isEnd) {
        this.isEnd = isEnd;
        this.in = in;
        this.watcher = watcher;
        this.deliverer = deliverer;
        this.scanner = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), maxFrame, 0));
        this.fragments = new Refragmenter(scanner, Sender.CLIENT);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!ready.hasRemaining()) {
            reportViolation();
            int count = readRaw();
            if (count > 0) {
                judge(ByteBuffer.wrap(raw, 0, count));
            }
        }
        int moved = Math.min(length, ready.remaining());
        ready.get(into, offset, moved);
        return moved;
    }

    private void reportViolation() {
        Violation violation = found;
        if (violation != null) {
            found = null;
            watcher.violated(violation);
        }
    }

    private int readRaw() throws IOException {
        synchronized (using) {
            if (!detached) {
                return in.isReady() ? in.read(raw, 0, CHUNK) : 0;
            }
            int count = Math.min(CHUNK, rest.remaining());
            rest.get(raw, 0, count);
            return count;
        }
    }

    /** Called before the server reuses the stream. Keeps the bytes that are in it. Waits for a running call to return. */
    void detach() {
        synchronized (using) {
            try {
                rest = detached ? rest : ByteBuffer.wrap(in.readNBytes(in.available()));
            } catch (IOException | RuntimeException e) {
                Journal.event("session-input-lost").because(e).debug();
            }
            detached = true;
        }
    }

    private void judge(ByteBuffer bytes) {
        ready.clear();
        while (!ignoresInput && bytes.hasRemaining()) {
            int start = bytes.position();
            switch (scanner.scan(bytes)) {
                case NOTHING -> {}
                case DATA -> fragments.data(bytes, start, ready);
                case CONTROL -> control();
                case VIOLATION -> {
                    ignoresInput = true;
                    found = scanner.violation();
                }
            }
        }
        ready.flip();
    }

    private void control() {
        if (scanner.opcode() != Opcodes.CLOSE) {
            fragments.control(scanner.opcode(), scanner.payload(), ready);
            return;
        }
        ignoresInput = true;
        Close said = new Close(scanner.closeCode(), scanner.closeReason());
        watcher.said(said);
        boolean known = said.code() == CloseCodes.NO_CODE || said.code() < 1012 || said.code() > 1014;
        fragments.control(
                Opcodes.CLOSE,
                known ? scanner.payload() : ByteBuffer.allocate(Short.BYTES).putShort(0, (short) NORMAL),
                ready);
    }

    @Override
    public boolean isFinished() {
        synchronized (using) {
            return !ready.hasRemaining() && !rest.hasRemaining() && found == null && (detached || in.isFinished());
        }
    }

    @Override
    public boolean isReady() {
        if (ready.hasRemaining() || found != null) {
            return true;
        }
        synchronized (using) {
            return detached ? rest.hasRemaining() : in.isReady();
        }
    }

    @Override
    public void setReadListener(ReadListener listener) {
        Watched watched = new Watched(listener);
        in.setReadListener(watched);
        watched.onDataAvailable();
    }

    @Override
    public int available() throws IOException {
        if (ready.hasRemaining()) {
            return ready.remaining();
        }
        synchronized (using) {
            return detached ? rest.remaining() : in.available();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) > 0 ? one[0] & 0xff : -1;
    }

    @Override
    public void close() throws IOException {
        synchronized (using) {
            if (!detached) {
                in.close();
            }
        }
    }

    /**
     * Passes the server's events to the reader on the deliverer; the end once, after the data, and to the watcher first.
     */
    private final class Watched implements ReadListener {
        private final ReadListener listener;
        /** Used by the deliverer only. */
        private boolean over;

        Watched(ReadListener listener) {
            this.listener = listener;
        }

        @Override
        public void onDataAvailable() {
            deliverer.execute(this::deliverData);
        }

        @Override
        public void onAllDataRead() {
            deliverer.execute(this::deliverEnd);
        }

        @Override
        public void onError(Throwable thrown) {
            deliverer.execute(() -> deliverError(thrown));
        }

        private void deliverData() {
            if (over) {
                return;
            }
            try {
                listener.onDataAvailable();
            } catch (IOException | RuntimeException e) {
                deliverError(e);
                return;
            }
            if (isFinished()) {
                deliverEnd();
            }
        }

        private void deliverEnd() {
            if (over) {
                return;
            }
            over = true;
            watcher.ended(false);
            try {
                listener.onAllDataRead();
            } catch (IOException | RuntimeException e) {
                listener.onError(e);
            }
        }

        private void deliverError(Throwable thrown) {
            if (!over) {
                over = true;
                watcher.ended(!isEnd.test(thrown));
                listener.onError(thrown);
            }
        }
    }
}
