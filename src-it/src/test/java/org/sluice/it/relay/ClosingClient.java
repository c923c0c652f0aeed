package org.sluice.it.relay;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;

/** A client that listens all the time, answers pings and a close as RFC 6455 5.5 asks, and remembers what it heard. */
final class ClosingClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RawClient client;
    private final List<Frame> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> listening;
    private volatile @Nullable Frame close;

    ClosingClient(RawClient client) throws IOException {
        this.client = client.waitLimits(PATIENCE);
        this.listening = Background.run(this::listen);
    }

    private void listen() throws IOException {
        Optional<Frame> next = client.readOrEnd();
        while (next.isPresent()) {
            Frame frame = next.get();
            heard.add(frame);
            if (frame.opcode() == Frame.PING) {
                send(new Frame(true, 0, Frame.PONG, frame.payload()));
            } else if (frame.opcode() == Frame.CLOSE) {
                close = frame;
                send(frame);
            }
            next = client.readOrEnd();
        }
    }

    synchronized void send(Frame frame) throws IOException {
        client.send(frame);
    }

    /** Everything that came so far, in order. */
    List<Frame> heard() {
        return List.copyOf(heard);
    }

    long count(Predicate<Frame> wanted) {
        return heard.stream().filter(wanted).count();
    }

    boolean isOpen() {
        return close == null && !listening.isDone();
    }

    /** Waits for a frame like this one. */
    void awaitFrame(Frame frame) {
        await(frame.toString()).atMost(Duration.ofSeconds(20)).until(() -> heard.contains(frame));
    }

    /** Waits for the close frame. */
    Frame awaitClose() {
        await("a close frame")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !isOpen());
        return Optional.ofNullable(close).orElseThrow(() -> new AssertionError("ended without a close frame"));
    }

    /** Waits for the end of the connection; it is an error if it was no end in order. */
    void awaitEnd() {
        listening.join();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
