package org.sluice.it.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;

/** Clients that have opened a session and keep it. Each carries a token by which its member is found. */
final class LiveClients implements AutoCloseable {
    private static final int AT_ONCE = 4;

    private final List<Session> sessions = new ArrayList<>();

    /** One of them. */
    record Session(String token, RawClient client) {
        boolean isOn(ScriptedMember member) {
            return !member.visits(token).isEmpty();
        }

        private void speak() throws IOException {
            client.send(Frame.text("still here"));
        }

        /** What it said comes back, and nothing else came before. */
        private void mustHear() throws IOException {
            Frame answer = next();
            if (!answer.equals(Frame.text("still here"))) {
                throw new IOException(token + " was not left alone: " + answer);
            }
        }

        /** The next frame that is no ping; pings are answered. */
        Frame next() throws IOException {
            Frame frame = client.read();
            while (frame.opcode() == Frame.PING) {
                client.send(new Frame(true, 0, Frame.PONG, frame.payload()));
                frame = client.read();
            }
            return frame;
        }
    }

    /** When and how a session was told to go. */
    record ReceivedClose(long atNanos, int code, String reason) {}

    static LiveClients of(int size, Address front, String path) {
        return of(size, AT_ONCE, front, path);
    }

    /** Who comes one after the other is never refused because too many come at once. */
    static LiveClients inTurn(int size, Address front, String path) {
        return of(size, 1, front, path);
    }

    private static LiveClients of(int size, int atOnce, Address front, String path) {
        LiveClients crowd = new LiveClients();
        List<CompletableFuture<Session>> coming = new ArrayList<>();
        ExecutorService doors = Executors.newFixedThreadPool(atOnce);
        for (int i = 0; i < size; i++) {
            String token = "live" + i;
            coming.add(CompletableFuture.supplyAsync(() -> session(token, front, path), doors));
        }
        doors.shutdown();
        coming.forEach(session -> crowd.sessions.add(session.join()));
        return crowd;
    }

    private static Session session(String token, Address front, String path) {
        try {
            return new Session(token, RawClient.open(front, path + "?token=" + token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those on this member, who are no part of the crowd any more. */
    List<Session> partWith(ScriptedMember member) {
        List<Session> others =
                sessions.stream().filter(session -> session.isOn(member)).toList();
        sessions.removeAll(others);
        return others;
    }

    /** Everybody; nobody is left in the crowd. */
    List<Session> partWithAll() {
        List<Session> all = List.copyOf(sessions);
        sessions.clear();
        return all;
    }

    int size() {
        return sessions.size();
    }

    /** Each carries a message both ways, all at the same time. */
    void mustBeAlive() throws IOException {
        for (Session session : sessions) {
            session.speak();
        }
        for (Session session : sessions) {
            session.mustHear();
        }
    }

    /** Waits for the close frame of each, all at the same time. */
    static List<CompletableFuture<ReceivedClose>> closes(List<Session> sessions) {
        return sessions.stream().map(LiveClients::closeState).toList();
    }

    private static CompletableFuture<ReceivedClose> closeState(Session session) {
        CompletableFuture<ReceivedClose> closeState = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try (RawClient client = session.client()) {
                Frame close = session.next();
                closeState.complete(
                        new ReceivedClose(System.nanoTime(), close.closeCode().orElse(0), close.closeReason()));
                client.closeInOrder(close);
            } catch (IOException e) {
                closeState.completeExceptionally(e);
            }
        });
        waiting.setDaemon(true);
        waiting.start();
        return closeState;
    }

    @Override
    public void close() throws IOException {
        for (Session session : sessions) {
            session.client().close();
        }
    }
}
