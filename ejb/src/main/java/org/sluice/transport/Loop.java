package org.sluice.transport;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One event loop, for whoever wants all that belongs together on one thread. What it runs must never wait. Owned by its {@link
 * Transport}.
 */
public interface Loop {
    /**
     * Runs {@code task} soon on the loop's thread. Any thread.
     *
     * @return false if the loop has ended and the task will not run
     */
    boolean execute(Runnable task);

    /** As {@link Transport#connect}, on this loop. Any thread. */
    CompletableFuture<Channel> connect(Destination destination, Duration timeout);

    /** As {@link Channel#adopt}, on this loop. Any thread. */
    CompletableFuture<Channel> adopt(DetachedSocket socket, Runnable gone);

    /**
     * Runs {@code late} when {@code in} has passed, unless it is cancelled before. Loop thread only. When the loop ends, it is
     * not run.
     */
    Alarm alarm(Duration in, Runnable late);

    /**
     * Watches a socket that somebody else serves, and that is not read meanwhile: a socket may be registered with more than one selector. Nothing
     * is read of it, and it is not closed here. Bytes that come before its end hide the end. Any thread.
     *
     * @param after how long to wait before it is watched: most need no watch by then
     * @param ended run once on the loop's thread when the peer has ended or reset it
     * @return takes the watch back, on any thread; {@code ended} may be under way then
     */
    Alarm watch(SocketChannel socket, Duration after, Runnable ended);

    /** Something that will be run later. */
    interface Alarm {
        /** It is not needed any more. Loop thread only where nothing else is said; harmless when repeated or late. */
        void cancel();
    }
}
