package org.sluice.web.wire;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sluice.relay.Leg;
import org.sluice.transport.DetachedSocket;

/**
 * Who waits for a client's leg. Any thread; exactly one of {@code join} and {@code abandon} takes effect, the first.
 *
 * @param join the leg is there, and belongs to whom it is given
 * @param adopter makes a leg of a client's bare socket
 * @param abandon there will never be a leg
 */
public record ClientLegReceiver(Consumer<Leg> join, Adopter adopter, Runnable abandon) {
    /** Makes legs that live on an event loop. */
    @FunctionalInterface
    public interface Adopter {
        /**
         * Takes a socket. From this call on it is not the caller's any more.
         *
         * @param gone run once, on any thread, when the socket has been given back
         * @return completes on an event loop with a leg that is to be joined; exceptionally if the socket is lost, and then
         *     {@code gone} has been run
         */
        CompletableFuture<Leg> adopt(DetachedSocket socket, Runnable gone);
    }
}
