package org.sluice.it.configuration;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Script;

/**
 * Sessions that talk all the time: each sends some numbered messages, waits until the member has acknowledged them, each by its
 * echo, and goes on. Whoever is told to go comes again at once, and says again what nobody has acknowledged.
 */
final class ChattySessions implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int PAUSE_MILLIS = 50;
    private static final int AT_A_TIME = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS);
    private final List<Session> sessions = new ArrayList<>();
    private final List<ScheduledFuture<?>> talks = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> endings = new ConcurrentHashMap<>();
    private final Address front;
    private final String target;

    /** One of them; one thread at a time. */
    private final class Session {
        private final String name;
        private RawClient client;
        private final AtomicInteger acknowledged = new AtomicInteger();
        private final AtomicInteger moves = new AtomicInteger();

        Session(String name) throws IOException {
            this.name = name;
            client = RawClient.open(front, target);
        }

        void talk() {
            try {
                if (!said(AT_A_TIME)) {
                    moves.incrementAndGet();
                    client.close();
                    client = RawClient.open(front, target);
                }
            } catch (IOException | RuntimeException e) {
                failures.add(name + " after " + acknowledged + ": " + e);
            }
        }

        /** Whether all were acknowledged; else the session is over, and was told so. */
        private boolean said(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                client.send(message(acknowledged.get() + i));
            }
            for (int i = 0; i < count; i++) {
                Frame answer = next();
                if (answer.opcode() == Frame.CLOSE) {
                    endings.computeIfAbsent(
                                    answer.closeCode().orElse(0) + " " + answer.closeReason(),
                                    unseen -> new AtomicInteger())
                            .incrementAndGet();
                    client.send(answer);
                    return false;
                }
                if (!answer.equals(message(acknowledged.get()))) {
                    throw new IOException("not the next acknowledgement: " + answer);
                }
                acknowledged.incrementAndGet();
            }
            return true;
        }

        private Frame next() throws IOException {
            Frame frame = client.read();
            while (frame.opcode() == Frame.PING) {
                client.send(new Frame(true, 0, Frame.PONG, frame.payload()));
                frame = client.read();
            }
            return frame;
        }

        private Frame message(int number) {
            return Frame.text(name + ":" + number);
        }
    }

    ChattySessions(int count, Address front, String target) throws IOException {
        this.front = front;
        this.target = target;
        for (int i = 0; i < count; i++) {
            sessions.add(new Session("s" + i));
        }
        for (Session session : sessions) {
            talks.add(threads.scheduleWithFixedDelay(session::talk, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    /** What a member does with them: it writes each message down, and then acknowledges it. */
    static Script writingDown(Set<String> journal) {
        return with -> {
            with.open();
            var frame = with.read();
            while (frame.isPresent() && frame.get().opcode() != Frame.CLOSE) {
                answer(with, frame.get(), journal);
                frame = with.read();
            }
            if (frame.isPresent()) {
                with.send(frame.get());
            }
        };
    }

    private static void answer(Conversation with, Frame frame, Set<String> journal) throws IOException {
        if (frame.opcode() == Frame.PING) {
            with.send(new Frame(true, 0, Frame.PONG, frame.payload()));
        } else if (frame.opcode() == Frame.TEXT) {
            journal.add(frame.text());
            with.send(frame);
        }
    }

    /** How many messages were acknowledged. */
    int acknowledged() {
        return sessions.stream().mapToInt(session -> session.acknowledged.get()).sum();
    }

    /** How often the session that had to move least has moved. */
    int fewestMoves() {
        return sessions.stream().mapToInt(session -> session.moves.get()).min().orElse(0);
    }

    /** Close codes with their reasons, and how many were told each. */
    Map<String, AtomicInteger> endings() {
        return endings;
    }

    /** Handshakes that failed, connections that broke, acknowledgements that did not come in order. */
    List<String> failures() {
        return failures;
    }

    /** Acknowledged messages that are not in the journal. */
    List<String> lost(Set<String> journal) {
        List<String> lost = new ArrayList<>();
        for (Session session : sessions) {
            for (int number = 0; number < session.acknowledged.get(); number++) {
                String message = session.name + ":" + number;
                if (!journal.contains(message)) {
                    lost.add(message);
                }
            }
        }
        return lost;
    }

    @Override
    public void close() throws IOException {
        talks.forEach(talk -> talk.cancel(false));
        threads.shutdown();
        await("the last words").atMost(PATIENCE).until(threads::isTerminated);
        for (Session session : sessions) {
            session.client.close();
        }
    }
}
