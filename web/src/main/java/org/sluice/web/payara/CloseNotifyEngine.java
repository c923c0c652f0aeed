package org.sluice.web.payara;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * A connection's TLS engine, once its handshake is over, in words that Grizzly takes well. Seen in Grizzly 4.0.2, whose filter
 * unwraps all records of a read before it passes any of them on:
 *
 * <ul>
 *   <li>If one of them is the client's {@code close_notify}, or anything behind it, what was unwrapped before is dropped. So here
 *       a {@code close_notify} is a record like any other, and its plaintext is one byte: the {@linkplain #MARKER mark} of the
 *       end, which {@link EndMarkedInput} takes out again. That byte also wakes a reader that waits.
 *   <li>If the engine wants to write, as it does in TLS 1.3 behind the 101 (a session ticket) and for an update of keys, Grizzly
 *       handshakes anew, and drops the other records of the read. Here it does not hear of it: the engine writes what it has before
 *       the next data (RFC 8446 4.6.3 asks for no more).
 * </ul>
 *
 * Made on the request's thread, while nobody reads; then called by the server's threads, as the engine was.
 */
final class CloseNotifyEngine extends ForwardingEngine {
    /** How many bytes stand for the end. */
    static final int MARKER = 1;

    /** Bytes of plaintext so far, the mark among them. Written by whoever unwraps, before {@code ended}. */
    private volatile long produced;

    private volatile boolean ended;

    CloseNotifyEngine(SSLEngine engine) {
        super(engine);
    }

    /** Whether the client has ended its side; the last byte of plaintext is the mark then. */
    boolean isEnded() {
        return ended;
    }

    /** How much plaintext there was up to the end; known once it {@link #isEnded}. */
    long total() {
        return produced - MARKER;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the server unwraps on one thread at a time
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] into, int offset, int length) throws SSLException {
        if (ended) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, dropRest(from), 0);
        }
        SSLEngineResult result = super.unwrap(from, into, offset, length);
        if (!isInboundDone()) {
            produced += result.bytesProduced();
            return result;
        }
        int consumed = result.bytesConsumed() + dropRest(from);
        int given = result.bytesProduced() + mark(into, offset, length);
        produced += given;
        ended = true;
        return new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, consumed, given);
    }

    private static int dropRest(ByteBuffer from) {
        int count = from.remaining();
        from.position(from.limit());
        return count;
    }

    /** Grizzly brings room for a whole record each time, and a {@code close_notify} takes none of it. */
    private static int mark(ByteBuffer[] into, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (into[i].hasRemaining()) {
                into[i].put((byte) 0);
                return MARKER;
            }
        }
        return 0;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        HandshakeStatus status = super.getHandshakeStatus();
        boolean later = status == HandshakeStatus.NEED_WRAP
                && getSession().getProtocol().equals("TLSv1.3");
        return ended || later ? HandshakeStatus.NOT_HANDSHAKING : status;
    }
}
