package org.sluice.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One open connection to a member, plain or TLS, non-blocking, served by one event loop.
 *
 * <p>The contract of reading, writing, finishing and aborting is word for word the one of {@code org.sluice.relay.Leg};
 * this room does not know that one, so it is said here again. Reading and writing are two sides with one owner each at a
 * time, on any threads. No lock is held while events are told.
 *
 * <p>Whoever holds a channel gives it back: by {@link #finish()} and reading to the end, or by {@link #abort()}, also
 * after a fault. An interrupted caller reads and writes as ever, and stays interrupted.
 */
public interface Channel {
    /**
     * Whom to call. May be called again to hand the channel to a new owner; the new one is told of what is there, be it
     * bytes, the end, or a fault. Until the first call the bytes stay with the kernel, and a fault is not noticed.
     */
    void listen(Events events);

    /**
     * Moves what is there into {@code into}. Returns 0 if nothing is there now, -1 at the end of the stream. After a call
     * that did not fill {@code into}, and only then, {@link Events#readable()} is called when there is more: a channel
     * that is not read is not selected for reading, and costs nothing. Over TLS, an end of the connection without
     * close_notify is an end too.
     *
     * @throws IOException if the connection is lost; so does every later call
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes bytes from {@code from}. After a call that left bytes behind, and only then, {@link Events#writable()} is
     * called when more can be taken.
     *
     * @throws IOException if the connection is lost; so does every later call
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * It is going to be written to, and other channels before it: a look at what that will touch, so that the memory of all
     * of them is there when it is needed; see {@link Events#beforeReadable}. Any thread.
     *
     * @return means nothing
     */
    default int beforeWrite() {
        return 0;
    }

    /** Sends what was taken ({@code close_notify} behind it on TLS), then FIN. The socket closes when the peer ends too. */
    void finish();

    /**
     * RST, and the socket is gone. Any thread, at any time, harmless when repeated. Events are told once more, for whoever
     * may wait on another thread, and every later call throws.
     */
    void abort();

    /**
     * Takes a connected socket that somebody else opened onto the loop of this channel: what comes from one can be written
     * to the other on one thread. From this call on the socket belongs here, whatever comes of it. Any thread.
     *
     * @param socket its TLS, if it has any, is gone on with here; what was read {@linkplain DetachedSocket#early before} is for the caller
     * @param gone run once, on any thread, when the socket has been given back; must be quick
     * @return completes on the loop's thread with the socket's channel, not yet listened to; or exceptionally
     *     with the fault, and then the socket is closed and {@code gone} has been run
     */
    CompletableFuture<Channel> adopt(DetachedSocket socket, Runnable gone);

    /** Whether bytes are taken from a buffer outside the heap as they are, and put into one, so that it saves a copy. */
    boolean takesDirect();

    /** The address that answered, for the log. */
    InetSocketAddress remoteAddress();

    /**
     * Told on the channel's event loop thread, which must never be made to wait. A call too many is possible, and an owner
     * that throws loses its channel.
     */
    interface Events {
        /**
         * This owner and others are about to be told {@link #readable()}: time for a look at what it will touch then. Shall
         * read some fields, and do nothing.
         *
         * @return means nothing, but shall be made of what was read, or compilers leave that out
         */
        default int beforeReadable() {
            return 0;
        }

        void readable();

        void writable();
    }
}
