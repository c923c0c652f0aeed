package org.sluice.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;

/** Every open session of every member, so that what one says all hear. Shared by the members; safe for many threads. */
final class Hub {
    private final Set<WebSocket> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();

    void join(WebSocket session) {
        sessions.add(session);
    }

    void leave(WebSocket session) {
        sessions.remove(session);
    }

    /** {@code message} makes the text of its number, which no other text has. */
    void tellAll(LongFunction<String> message) {
        String text = message.apply(numbers.incrementAndGet());
        sessions.forEach(session -> tell(session, text));
    }

    private static void tell(WebSocket session, String text) {
        try {
            session.send(text);
        } catch (WebsocketNotConnectedException e) {
            // It is just leaving.
        }
    }
}
