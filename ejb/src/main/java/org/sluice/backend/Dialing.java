package org.sluice.backend;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluice.transport.Channel;
import org.sluice.transport.ConnectException;
import org.sluice.transport.Transport;

/** Waits for a channel, and gives it back if it comes too late. */
final class Dialing {
    private Dialing() {}

    /**
     * @throws ConnectException with the reason why not
     * @throws InterruptedIOException if this thread was interrupted; its flag is up
     */
    static Channel open(Transport transport, Attempt attempt) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(
                    "interrupted"); // what is there at once is not waited for, so would not tell
        }
        CompletableFuture<Channel> coming = transport.connect(attempt.destination(), attempt.connectTimeout());
        try {
            return coming.get(attempt.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw faultOf(failed);
        } catch (TimeoutException late) {
            coming.cancel(true);
            throw new ConnectException(ConnectException.Why.TIMEOUT, "no connection in time", late);
        } catch (InterruptedException stop) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static IOException faultOf(ExecutionException failed) {
        return failed.getCause() instanceof ConnectException named
                ? named
                : new ConnectException(ConnectException.Why.CLOSED, String.valueOf(failed.getCause()), failed);
    }
}
