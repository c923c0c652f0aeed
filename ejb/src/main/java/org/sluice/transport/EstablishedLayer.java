package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS between owner and socket, on an engine whose handshake is over. Between two calls it holds only what it must: the beginning
 * of a record, plaintext that did not fit, ciphertext that the socket did not take; a quiet session holds nothing.
 *
 * <p>Reading never writes: the answer to a key update goes out before the next data, which is soon enough (RFC 8446 4.6.3), and so
 * does a session ticket that the engine has not sent yet. No handshake is ever gone into again: what asks for one (TLS 1.2, RFC
 * 5246 7.4.1.1) ends the connection, and what is left after the handshake in TLS 1.3 needs no task.
 *
 * <p>One thread at a time writes, without a lock: a write that finds another under way takes no bytes, and an event says when to retry.
 *
 * <p>Size: reading and writing in one object, since each more is one more wait for memory (decision 16).
 */
final class EstablishedLayer implements ChannelLayer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** RFC 8446 5.1: type, version, and two bytes of length before each record. */
    private static final int HEADER = 5;
    /** What the usual ciphers add to the data of a record, at most. */
    private static final int OVERHEAD = 29;
    /** Longer than any record that an engine takes, which it says at the sight of the header. */
    private static final int TOO_LONG = 33_093;
    /** How much is read beyond the room there is for plaintext: the overhead of a record or some. */
    private static final int BEYOND = 261;
    /** Records from here on are read one by one, or in numbers that fit. */
    private static final int LARGE = 4 << 10;
    /** So much of a large write goes ahead after a pause: what a connection that has been idle sends at once. */
    private static final int FIRST = 4 << 10;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicIntegerFieldUpdater<EstablishedLayer> WRITING =
            AtomicIntegerFieldUpdater.newUpdater(EstablishedLayer.class, "writing");

    private final LoopSocket link;
    private final SSLEngine engine;
    private final TlsScratch.Pool pool;
    private final boolean mayUpdateKeys;

    /** Reading side: ciphertext that was not given to the engine yet. */
    private @Nullable ByteBuffer received;
    /** Reading side: plaintext for which there was no room. */
    private @Nullable ByteBuffer opened;
    /** Reading side: what the next read will give, when there are no bytes before it. */
    private boolean atEnd;

    private @Nullable IOException fault;

    /** 1 while a thread has the writing side, which guards what follows. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int writing;

    /** Ciphertext that the socket did not take. */
    private volatile @Nullable ByteBuffer unsent;

    private volatile boolean closing;
    private long lastLarge = System.nanoTime() - PAUSE;

    EstablishedLayer(LoopSocket link, EstablishedTls tls, TlsScratch.Pool pool) {
        this.link = link;
        this.engine = tls.engine();
        this.pool = pool;
        this.mayUpdateKeys = engine.getSession().getProtocol().equals("TLSv1.3");
        this.received = tls.received().hasRemaining() ? tls.received() : null;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        takeOpened(into);
        if (into.hasRemaining() && !hasTail()) {
            decrypt(into);
        }
        int count = into.position() - start;
        if (count > 0) {
            return count;
        }
        if (fault != null) {
            throw fault;
        }
        return atEnd ? -1 : 0;
    }

    private void takeOpened(ByteBuffer into) {
        ByteBuffer waiting = opened;
        if (waiting != null) {
            move(waiting, into);
            opened = waiting.hasRemaining() ? waiting : null;
        }
    }

    private static void move(ByteBuffer from, ByteBuffer into) {
        int count = Math.min(from.remaining(), into.remaining());
        into.put(into.position(), from, from.position(), count);
        into.position(into.position() + count);
        from.position(from.position() + count);
    }

    private void decrypt(ByteBuffer into) {
        TlsScratch scratch = pool.take();
        try {
            decrypt(into, scratch);
        } catch (SSLException e) {
            fault = e;
            sendAlert(scratch);
        } catch (IOException e) {
            fault = e;
        } catch (RuntimeException | AssertionError e) { // a record out of all bounds
            fault = new IOException("broken TLS: " + e.getMessage(), e);
        } finally {
            pool.giveBack(scratch);
        }
    }

    /** Until there is no room, or the socket is dry and no whole record is left. */
    private void decrypt(ByteBuffer into, TlsScratch scratch) throws IOException {
        ByteBuffer in = scratch.received.clear();
        ByteBuffer kept = received;
        if (kept != null) {
            in.put(kept);
            received = null;
        }
        in.flip();
        boolean more = true;
        unwrapAll(in, into, scratch.opened);
        while (more && into.hasRemaining() && !atEnd) {
            more = receive(in, into.remaining());
            unwrapAll(in, into, scratch.opened);
        }
        if (in.hasRemaining() && !engine.isInboundDone()) {
            received = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /** Whether there may be more, for which there was no room. */
    private boolean receive(ByteBuffer in, int room) throws IOException {
        int wanted = wanted(in, room);
        in.compact();
        in.limit(Math.min(in.capacity(), in.position() + wanted));
        boolean ended = link.read(in) < 0;
        boolean full = !in.hasRemaining();
        in.flip();
        atEnd |= ended && !holdsRecord(in);
        return full && !ended;
    }

    /**
     * As much as becomes the plaintext there is room for, and ends with the header of a record if they go on as they are: what is
     * read beyond must be kept, and that is a copy.
     */
    private static int wanted(ByteBuffer in, int room) {
        int length = in.remaining() < HEADER ? 0 : length(in);
        int missing = length - in.remaining();
        if (length < LARGE) {
            return Math.max(missing, room + BEYOND);
        }
        int records = Math.max(1, room / (length - OVERHEAD));
        return missing + (records - 1) * length + HEADER;
    }

    private void unwrapAll(ByteBuffer in, ByteBuffer into, ByteBuffer scratch) throws SSLException {
        while (!atEnd && into.hasRemaining() && holdsRecord(in)) {
            if (length(in) <= into.remaining()) {
                unwrap(in, into);
            } else {
                unwrap(in, scratch.clear());
                move(scratch.flip(), into);
                if (scratch.hasRemaining()) {
                    opened = ByteBuffer.allocate(scratch.remaining())
                            .put(scratch)
                            .flip();
                }
            }
        }
    }

    /** Whether the engine can decide on the bytes: they are a whole record, or begin with no valid header. */
    private static boolean holdsRecord(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            return false;
        }
        int length = length(in);
        return in.remaining() >= length || length > TOO_LONG || in.get(in.position() + 1) != 3;
    }

    private static int length(ByteBuffer in) {
        int at = in.position();
        return HEADER + ((in.get(at + 3) & 0xff) << 8 | (in.get(at + 4) & 0xff));
    }

    /** An end without close_notify is an end too: many peers close so, and whether the last message was whole its frames say. */
    private void unwrap(ByteBuffer in, ByteBuffer into) throws SSLException {
        int before = in.remaining();
        SSLEngineResult result = engine.unwrap(in, into);
        if (result.getStatus() == Status.CLOSED || engine.isInboundDone()) {
            atEnd = true;
        } else if (result.getStatus() != Status.OK || in.remaining() == before) {
            throw new SSLException("the engine does not go on: " + result);
        } else if (!closing && isNegotiating(result.getHandshakeStatus())) {
            throw refused();
        }
    }

    /** Once our side is ended, the engine asks for the rest of the peer's; in TLS 1.3 it may want to write keys or a ticket. */
    private boolean isNegotiating(HandshakeStatus status) {
        return status == HandshakeStatus.NEED_TASK
                || status == HandshakeStatus.NEED_UNWRAP
                || (status == HandshakeStatus.NEED_WRAP && !mayUpdateKeys);
    }

    private static SSLException refused() {
        return new SSLException("the peer wants to negotiate anew (expected: once)");
    }

    /** The engine holds an alert for the peer (RFC 8446 6.2). Sent if nothing is in its way. */
    private void sendAlert(TlsScratch scratch) {
        if (!begin()) {
            return;
        }
        try {
            if (isSent()) {
                wrapRest(scratch.sealed.clear());
                send(scratch.sealed);
            }
        } catch (IOException | RuntimeException e) {
            // the peer sees the connection end without an alert
        } finally {
            writing = 0;
        }
    }

    @Override
    public boolean hasTail() {
        return atEnd || fault != null;
    }

    private boolean begin() {
        return WRITING.compareAndSet(this, 0, 1);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (!begin()) {
            return 0; // what was left is being sent just now; it is told when that is out
        }
        int start = from.position();
        try {
            if (isSent() && from.hasRemaining()) {
                encrypt(from);
            }
        } finally {
            writing = 0;
        }
        return from.position() - start;
    }

    private void encrypt(ByteBuffer from) throws IOException {
        TlsScratch scratch = pool.take();
        try {
            ByteBuffer out = scratch.sealed.clear();
            if (from.remaining() > FIRST && isAfterPause()) {
                int end = from.limit();
                from.limit(from.position() + FIRST);
                try {
                    wrapAll(from, out);
                } finally {
                    from.limit(end);
                }
            }
            wrapAll(from, out);
            send(out);
        } finally {
            pool.giveBack(scratch);
        }
    }

    private boolean isAfterPause() {
        long now = System.nanoTime();
        boolean after = now - lastLarge >= PAUSE;
        lastLarge = now;
        return after;
    }

    /** Takes what there is, record by record, until the socket takes no more. */
    private void wrapAll(ByteBuffer from, ByteBuffer out) throws IOException {
        while (from.hasRemaining() && unsent == null) {
            if (out.remaining() < TlsScratch.RECORD) {
                send(out);
                continue;
            }
            SSLEngineResult result = engine.wrap(from, out);
            if (result.getStatus() != Status.OK) {
                send(out);
                throw new IOException("the peer has ended TLS, and takes nothing any more"); // TLS 1.2, RFC 5246 7.2.1
            }
            if (result.bytesConsumed() + result.bytesProduced() == 0) {
                throw refused();
            }
        }
    }

    private void send(ByteBuffer out) throws IOException {
        out.flip();
        if (out.hasRemaining()) {
            link.write(out);
        }
        if (out.hasRemaining()) {
            unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
        }
        out.clear();
    }

    /** Sends the ciphertext that the socket did not take; whether all of it is out. */
    private boolean isSent() throws IOException {
        ByteBuffer rest = unsent;
        if (rest == null) {
            return true;
        }
        link.write(rest);
        if (rest.hasRemaining()) {
            return false;
        }
        unsent = null;
        return true;
    }

    @Override
    public boolean holdsUnsent() {
        return unsent != null;
    }

    @Override
    public boolean flush() throws IOException {
        if (!begin()) {
            return false;
        }
        try {
            return isSent();
        } finally {
            writing = 0;
        }
    }

    /** Closes our direction alone (RFC 8446 6.1). */
    @Override
    public boolean end() throws IOException {
        if (!begin()) {
            return false;
        }
        try {
            if (!isSent()) {
                return false;
            }
            closing = true;
            engine.closeOutbound();
            TlsScratch scratch = pool.take();
            try {
                wrapRest(scratch.sealed.clear());
                send(scratch.sealed);
            } finally {
                pool.giveBack(scratch);
            }
            return unsent == null;
        } finally {
            writing = 0;
        }
    }

    /** Encrypts what the engine sends by itself: alerts, key updates, tickets. */
    private void wrapRest(ByteBuffer out) throws SSLException {
        int produced = 1;
        while (produced > 0 && !engine.isOutboundDone() && out.remaining() >= TlsScratch.RECORD) {
            produced = engine.wrap(NOTHING, out).bytesProduced();
        }
    }

    /** How many bytes are kept between two calls. For tests. */
    int held() {
        int sum = 0;
        for (ByteBuffer kept : new ByteBuffer[] {received, opened, unsent}) {
            sum += kept == null ? 0 : kept.remaining();
        }
        return sum;
    }

    @Override
    public boolean mayHold() {
        return true;
    }

    /** Engines take and give plaintext wherever it is. */
    @Override
    public boolean takesDirect() {
        return true;
    }
}
