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

/** Waits for a channel, and gives it back if it comes too late. */
final class PendingChannel {
    /**
     * The connect names its own end within its time, which begins when a loop takes it up. This is only for a loop that does not
     * come to it, and then no member is to blame.
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private PendingChannel() {}

    /**
     * Waits for the connect, which takes at most the connect timeout.
     *
     * @throws ConnectFailedException with the reason why not
     * @throws InterruptedIOException if this thread was interrupted; its flag is up
     */
    static Channel open(Transport transport, Attempt attempt) throws IOException {
        return open(transport, attempt.destination(), attempt.connectTimeout());
    }

    /** The same. */
    static Channel open(Transport transport, Destination destination, Duration timeout) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            // what is there at once is not waited for, so the waiting alone would not tell
            throw new InterruptedIOException("interrupted");
        }
        CompletableFuture<Channel> coming = transport.connect(destination, timeout);
        try {
            return coming.get(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw faultOf(failed);
        } catch (TimeoutException late) {
            giveUp(coming);
            throw new ConnectFailedException(
                    ConnectFailedException.Why.LOCAL, "the event loop did not come to it", late);
        } catch (InterruptedException stop) {
            giveUp(coming);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Also a channel that came between the end of our wait and here. */
    private static void giveUp(CompletableFuture<Channel> coming) {
        if (!coming.cancel(true) && !coming.isCompletedExceptionally()) {
            coming.join().abort();
        }
    }

    private static IOException faultOf(ExecutionException failed) {
        return failed.getCause() instanceof ConnectFailedException named
                ? named
                : new ConnectFailedException(
                        ConnectFailedException.Why.CLOSED, String.valueOf(failed.getCause()), failed);
    }
}
