package org.sluice.backend;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluice.transport.Channel;
import org.sluice.transport.ConnectFailedException;
import org.sluice.transport.Destination;
import org.sluice.transport.Transport;

/** Waits for a channel to connect, and closes it if it connects too late. */
final class PendingChannel {
    /**
     * Added to the connect timeout, which starts only when an event loop begins to connect. It covers a loop too busy to begin;
     * the member is not to blame then.
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private PendingChannel() {}

    /**
     * Connects and waits, for at most the connect timeout.
     *
     * @throws ConnectFailedException with the cause of the failure
     * @throws InterruptedIOException if this thread was interrupted; its interrupt flag stays set
     */
    static Channel open(Transport transport, Attempt attempt) throws IOException {
        return open(transport, attempt.destination(), attempt.connectTimeout());
    }

    /** Connects to {@code destination} as {@link #open(Transport, Attempt)} does. */
    static Channel open(Transport transport, Destination destination, Duration timeout) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            // get() does not check for an interrupt if the result is there already
            throw new InterruptedIOException("interrupted");
        }
        CompletableFuture<Channel> pending = transport.connect(destination, timeout);
        try {
            return pending.get(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw faultOf(failed);
        } catch (TimeoutException late) {
            giveUp(pending);
            throw new ConnectFailedException(
                    ConnectFailedException.Why.LOCAL, "the event loop did not come to it", late);
        } catch (InterruptedException stop) {
            giveUp(pending);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Cancels the connect; closes a channel that was connected in the meantime. */
    private static void giveUp(CompletableFuture<Channel> pending) {
        if (!pending.cancel(true) && !pending.isCompletedExceptionally()) {
            pending.join().abort();
        }
    }

    private static IOException faultOf(ExecutionException failed) {
        return failed.getCause() instanceof ConnectFailedException named
                ? named
                : new ConnectFailedException(
                        ConnectFailedException.Why.CLOSED, String.valueOf(failed.getCause()), failed);
    }
}
