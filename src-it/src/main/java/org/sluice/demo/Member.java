package org.sluice.demo;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A member with a name: it says who it is, echoes, passes on what is sent in the chat, and goes down for a while on command.
 *
 * <pre>
 *           "stop" heard               after the time away
 *   SERVES --------------> IS AWAY ------------------------> SERVES, on the same port
 * </pre>
 */
final class Member implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final String name;
    private final Hub hub;
    private final Duration away;

    /** One thread: goes away and comes back, one thing after the other. */
    private final ScheduledExecutorService timer;

    private final int port;

    /** Null while away. Guarded by {@code this}. */
    private @Nullable Sessions sessions;

    private Member(String name, Hub hub, Duration away) {
        this.name = name;
        this.hub = hub;
        this.away = away;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-member-" + name);
            thread.setDaemon(true);
            return thread;
        });
        Sessions first = sessionsOn(0);
        this.port = first.open();
        this.sessions = first;
    }

    /** A member that serves on a free port of the loopback. {@code away} is how long it stays away when stopped. */
    static Member start(String name, Hub hub, Duration away) {
        return new Member(name, hub, away);
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    /** For good. */
    @Override
    public void close() {
        timer.shutdownNow();
        leave();
    }

    private Sessions sessionsOn(int wanted) {
        return new Sessions(wanted, DemoMessages.hello(name), hub, this::heard);
    }

    private void heard(WebSocket session, String text) {
        DemoMessages.read(text)
                .ifPresentOrElse(
                        message -> answer(session, message),
                        () -> session.close(CloseFrame.POLICY_VALIDATION, "not the demo's words"));
    }

    private void answer(WebSocket session, JsonObject message) {
        switch (message.getString("type", "")) {
            case "echo" -> session.send(DemoMessages.echo(message, name));
            case "chat" -> hub.tellAll(id -> DemoMessages.chat(message, name, id));
            case "stop" -> timer.execute(this::goAway);
            default -> session.close(CloseFrame.POLICY_VALIDATION, "not the demo's words");
        }
    }

    private void goAway() {
        if (leave()) {
            hub.tellAll(id -> DemoMessages.stopped(name, away, id));
            comeBackIn(away);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its result is not used, and it never throws
    private void comeBackIn(Duration time) {
        timer.schedule(this::comeBack, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized boolean leave() {
        Sessions serving = sessions;
        if (serving == null) {
            return false;
        }
        sessions = null;
        try {
            serving.crash();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private synchronized void comeBack() {
        if (timer.isShutdown()) {
            return;
        }
        Sessions next = sessionsOn(port);
        try {
            next.open();
        } catch (CompletionException e) {
            // Somebody sits on the port; a member comes back when it can.
            comeBackIn(AGAIN);
            return;
        }
        sessions = next;
        hub.tellAll(id -> DemoMessages.back(name, id));
    }
}
