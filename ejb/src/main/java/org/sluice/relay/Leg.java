package org.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a relay: a non-blocking byte stream to a client or to a member.
 *
 * <p>Back-pressure: the relay pulls from a leg; bytes that it does not read stay in the kernel's (or the server's) buffer.
 *
 * <p>Threads: at most one thread reads and at most one writes at a time; these two may run concurrently. Successive callers are
 * ordered by a happens-before edge. The relay holds no lock while it calls a leg, and a leg holds none while it calls its
 * {@link LegEvents}.
 *
 * <p>A lost connection is not reported by a callback of its own: the leg becomes {@linkplain LegEvents#readable() readable}
 * (and writable, if a writer waits), and the next call throws the exception.
 */
public interface Leg {
    /**
     * Sets the receiver of this leg's events. Called once, before {@link #read} and {@link #write}; bytes that arrived earlier
     * are kept, and {@link LegEvents#readable()} may be called before this returns.
     */
    void open(LegEvents events);

    /**
     * Reads what is available into {@code into}; never blocks. The relay reads again as long as its buffer was filled and the
     * other side accepted all of it.
     *
     * <p>A leg whose thread serves other legs too may return 0 although more is available, when it has used up its share of
     * time, so that a busy relay does not starve the others.
     *
     * @return the number of bytes, 0 if none are available now, -1 if the peer has ended its sending side. After a call that
     *     did not fill {@code into}, {@link LegEvents#readable()} is called when more is available.
     * @throws IOException if the connection is lost; so does every later call
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Accepts bytes from {@code from} to send to the peer; never blocks.
     *
     * @return the number of bytes accepted. After a call that left bytes in {@code from}, and only then, {@link
     *     LegEvents#writable()} is called when more can be accepted.
     * @throws IOException if the connection is lost; so does every later call
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Prefetch before a write: reads the fields that {@link #write} will need, as {@link LegEvents#beforeReadable} does. Useful
     * only for legs of which many share a thread. Any thread.
     *
     * @return means nothing
     */
    default int beforeWrite() {
        return 0;
    }

    /**
     * Whether the leg reads and writes direct buffers without an extra copy. If both legs do, the relay uses direct buffers;
     * otherwise it uses buffers on the heap.
     */
    default boolean takesDirect() {
        return false;
    }

    /**
     * Sends the bytes already accepted, then ends our sending side (FIN, after {@code close_notify} with TLS). Reading may go
     * on until -1; once the peer has ended too, the leg closes its socket itself. Later writes are lost or fail. Any thread;
     * idempotent.
     */
    void finish();

    /**
     * Resets the connection at once (RST) and closes the socket. The leg need not send further events. Any thread, even before
     * {@link #open}; idempotent.
     */
    void abort();
}
