package org.sluice.web.wire;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.sluice.relay.Leg;

/** Who waits for a client's leg. Any thread; exactly one of {@link #join} and {@link #abandon} takes effect, the first. */
public interface Taker {
    /** The leg is there, and belongs to whom it is given. */
    void join(Leg client);

    /**
     * Makes a leg of a client's bare socket, on an event loop. From this call on the socket is not the caller's any more.
     *
     * @param early what was read from the socket behind the request
     * @param gone run once, on any thread, when the socket has been given back
     * @return completes on that event loop with a leg that is to be joined; exceptionally if the socket is lost, and then
     *     {@code gone} has been run
     */
    CompletableFuture<Leg> adopt(SocketChannel socket, ByteBuffer early, Runnable gone);

    /** There will never be a leg. */
    void abandon();
}
