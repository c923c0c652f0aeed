package org.sluice.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens connections and serves them on a few event loops of its own. */
public interface Transport extends AutoCloseable {
    /**
     * Connects. Names are resolved on the resolver's executor, never on an event loop; all addresses are tried in turn
     * until one answers; with TLS the future completes after the TLS handshake. It completes on an event loop thread:
     * what is chained to it must be quick, or go elsewhere.
     *
     * @param timeout for the whole of it: resolving, every address, TLS; it begins when a loop takes the connect up
     * @return completes with the open channel, or exceptionally with a {@link ConnectFailedException} that names the cause.
     *     Cancelling it gives everything back, also when it is just completing.
     */
    CompletableFuture<Channel> connect(Destination destination, Duration timeout);

    /** The event loop with the fewest connections at this moment. */
    Loop loop();

    /** Ends every loop and resets every connection that is still open. Waits for the threads, at most 5 s. */
    @Override
    void close();
}
