package org.sluice.demo;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One session, and all it heard. The JDK's threads fill it, the test's reads. */
final class Visitor implements WebSocket.Listener, AutoCloseable {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket session;

    private Visitor(String address) {
        session = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), this)
                .join();
    }

    static Visitor at(String address) {
        return new Visitor(address);
    }

    void says(String text) {
        session.sendText(text, true).join();
    }

    /** Waits for a message that holds all of {@code parts}; also for the end, which it hears as {@code closed} or {@code lost}. */
    void hears(String... parts) {
        await("a message with " + List.of(parts) + " among " + heard)
                .atMost(Duration.ofSeconds(20))
                .until(() -> heard.stream().anyMatch(text -> Stream.of(parts).allMatch(text::contains)));
    }

    /** Forgets what it heard. */
    void forget() {
        heard.clear();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add("closed " + code);
        return CompletableFuture.completedStage(true);
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
        heard.add("lost " + fault);
    }

    @Override
    public void close() {
        session.abort();
    }
}
