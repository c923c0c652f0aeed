package org.sluice.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;

/** Every open session of every member, so that what one says all hear. Shared by the members; safe for many threads. */
final class Hub {
    private final Set<WebSocket> sessions = ConcurrentHashMap.newKeySet();

    void join(WebSocket session) {
        sessions.add(session);
    }

    void leave(WebSocket session) {
        sessions.remove(session);
    }

    void tellAll(String text) {
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
