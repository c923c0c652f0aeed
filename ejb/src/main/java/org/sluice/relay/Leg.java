package org.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a relay: a non-blocking stream of bytes to a client or to a member.
 *
 * <p>A leg is pulled, never pushed: what is not read stays with the kernel (or the server), and that is the whole of the
 * back-pressure. Reading and writing are two sides with one owner each at a time; the two may run at the same moment on
 * two threads, and owners change between calls with a happens-before edge. No lock is ever held while a leg is called,
 * and a leg holds none while it calls its {@link LegEvents}.
 *
 * <p>A fault is never announced by itself: it makes the leg {@linkplain LegEvents#readable() readable} (and writable, if
 * a writer waits), and the next call throws it.
 */
public interface Leg {
    /**
     * Tells the leg whom to call. Called once, before any other method; bytes that arrived earlier are kept, and
     * {@link LegEvents#readable()} may be called before this returns.
     */
    void open(LegEvents events);

    /**
     * Moves what is there into {@code into}, and never waits. The relay reads on for as long as its buffer is filled and the
     * other side takes all of it.
     *
     * <p>A leg whose thread serves others too may answer 0 although there is more, when its turn has lasted long enough: that
     * is how a busy relay leaves room for the rest.
     *
     * @return the number of bytes, 0 if none are to be had now, -1 if the peer has ended its side. After a call that did
     *     not fill {@code into}, {@link LegEvents#readable()} is called when there is more.
     * @throws IOException if the connection is lost; so does every later call
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes bytes from {@code from} for the peer, and never waits.
     *
     * @return the number of bytes taken. After a call that left bytes behind, and only then,
     *     {@link LegEvents#writable()} is called when more can be taken.
     * @throws IOException if the connection is lost; so does every later call
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * It is going to be written to, and others before it: a look at what that will touch, as with
     * {@link LegEvents#beforeReadable}. Only for legs that are many to one thread. Any thread.
     *
     * @return means nothing
     */
    default int beforeWrite() {
        return 0;
    }

    /**
     * Whether bytes pass between a buffer outside the heap and a socket without a copy in between. Where both legs say so,
     * a relay brings such buffers; any other leg gets to read into buffers with an array.
     */
    default boolean takesDirect() {
        return false;
    }

    /**
     * Sends what was taken, then ends our side in order (FIN, after {@code close_notify} on TLS). Reading may go on until
     * -1; once the peer has ended too, the leg gives back its socket by itself. What is written later is lost or fails. Any
     * thread; harmless when repeated.
     */
    void finish();

    /**
     * Drops the connection at once (RST) and gives back the socket. No event need come any more. Any thread, even before
     * {@link #open}; harmless when repeated.
     */
    void abort();
}
