package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a request from its client to the member that is asked: at most one chunk of it is in our hands, and while the member does
 * not take that, the client is not read. Decides nothing about the end of the exchange; what it finds it tells.
 */
final class RequestPump {
    private static final int CHUNK = 16 << 10;

    private final ClientStream client;
    private final Events told;
    private final long maxBody;
    private final Strand strand = new Strand(this::run);

    /** The strand's own. */
    private @Nullable ByteBuffer chunk;

    private long taken;

    /** Whether all of the body is here or gone on; also read by others. */
    private volatile boolean whole;

    private volatile boolean stopped;
    private volatile boolean wantsClient;
    private volatile long movedAt = System.nanoTime();
    private volatile @Nullable MemberExchange to;

    /** What the pump finds. Told on its strand. */
    interface Events {
        /** The body is longer than it may be. */
        void tooLong();

        /** The client is gone, or its body is none. */
        void clientLost();

        /** The member takes nothing any more; it may have answered. */
        void memberShut(MemberExchange member);
    }

    RequestPump(PlainRequest request, ClientStream client, long maxBody, Events told) {
        this.client = client;
        this.maxBody = maxBody;
        this.told = told;
        this.whole = request.length() == 0;
    }

    /** The member that gets it from now on, from its first byte. Any thread. */
    void feed(MemberExchange member) {
        movedAt = System.nanoTime();
        to = member;
        strand.signal();
    }

    /** Nothing is moved any more. Any thread. */
    void stop() {
        stopped = true;
        to = null;
    }

    /** There may be something to do. Any thread. */
    void signal() {
        strand.signal();
    }

    /** Whether the client has sent all of its request. Any thread. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the client is waited for. Any thread. */
    boolean wantsClient() {
        return wantsClient;
    }

    /** When something passed last, as {@link System#nanoTime()}. Any thread. */
    long movedAt() {
        return movedAt;
    }

    private void run() {
        MemberExchange member = to;
        if (member == null || stopped || member.isSent()) {
            return;
        }
        wantsClient = false;
        try {
            boolean more = member.flushed();
            while (more) {
                more = !stopped && (whole ? !ended(member) : moved(member));
            }
        } catch (IOException shut) {
            to = null;
            told.memberShut(member);
        }
    }

    private boolean ended(MemberExchange member) throws IOException {
        ByteBuffer left = chunk;
        if (left != null && left.hasRemaining() && !member.write(left)) {
            return true;
        }
        chunk = null;
        if (member.end(client.trailers())) {
            movedAt = System.nanoTime();
        }
        return true;
    }

    /** Whether something has passed, and more may. */
    private boolean moved(MemberExchange member) throws IOException {
        ByteBuffer room = chunk == null ? ByteBuffer.allocate(CHUNK).limit(0) : chunk;
        chunk = room;
        if (room.hasRemaining()) {
            movedAt = System.nanoTime();
            return member.write(room);
        }
        return filled(room);
    }

    /** A client that cannot be read is not the member's fault, hence its own kind of failure. */
    private boolean filled(ByteBuffer room) {
        int count;
        try {
            count = client.read(room.clear());
        } catch (IOException lost) {
            room.limit(0);
            stopped = true;
            told.clientLost();
            return false;
        }
        room.flip();
        if (count < 0) {
            whole = true;
            return true;
        }
        wantsClient = count == 0;
        taken += count;
        if (maxBody > 0 && taken > maxBody) {
            stopped = true;
            told.tooLong();
            return false;
        }
        return count > 0;
    }
}
