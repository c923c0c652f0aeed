package org.sluice.it.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.MemberProcess;
import org.sluice.it.kit.RawClient;

/** Sessions that live until they are told to go. Each answers pings on a thread of its own, and notes how it ended. */
final class LiveSessions implements AutoCloseable {
    private final List<Session> all = new ArrayList<>();
    private final List<CompletableFuture<Void>> living = new ArrayList<>();

    /**
     * One of them.
     *
     * @param member the name of its member
     * @param end when it is over, and why
     */
    record Session(RawClient client, String member, CompletableFuture<End> end) {}

    /**
     * How one ended.
     *
     * @param atNanos when
     * @param told its close code and reason, or how its connection broke
     */
    record End(long atNanos, String told) {}

    static LiveSessions open(Address front, String target, int count) throws IOException {
        LiveSessions sessions = new LiveSessions();
        for (int i = 0; i < count; i++) {
            RawClient client = RawClient.connect(front);
            HttpAnswer answer = client.mustOpen(HandshakeRequest.on(target));
            var session = new Session(client, answer.first(MemberProcess.NAME).orElse(""), new CompletableFuture<>());
            sessions.all.add(session);
            sessions.living.add(Background.run(() -> session.end().complete(live(session))));
        }
        return sessions;
    }

    private static End live(Session session) {
        try {
            Frame frame = session.client().read();
            while (frame.opcode() != Frame.CLOSE) {
                if (frame.opcode() == Frame.PING) {
                    session.client().send(new Frame(true, 0, Frame.PONG, frame.payload()));
                }
                frame = session.client().read();
            }
            long now = System.nanoTime();
            session.client().send(frame);
            return new End(now, frame.closeCode().orElse(0) + " " + frame.closeReason());
        } catch (IOException broken) {
            return new End(System.nanoTime(), broken.toString());
        }
    }

    /** Those on the member of this name. */
    List<Session> on(MemberProcess member) {
        return all.stream()
                .filter(session -> session.member().equals(member.name()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (Session session : all) {
            session.client().close();
        }
        living.forEach(CompletableFuture::join);
    }
}
