package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the body of a request from the client to the member. It holds at most one chunk; while the member does not accept
 * that, the client is not read. Does not decide how the exchange ends, but reports failures to {@link Events}.
 */
final class RequestPump {
    private static final int CHUNK = 16 << 10;

    private final ClientStream client;
    private final Events told;
    private final long maxBody;
    private final Strand strand = new Strand(this::run);

    /** Used by the strand only. */
    private @Nullable ByteBuffer chunk;

    private long taken;

    /** Whether the body was read to its end; read by any thread. */
    private volatile boolean whole;

    private volatile boolean stopped;
    private volatile boolean wantsClient;
    private volatile long movedAt = System.nanoTime();
    private volatile @Nullable MemberExchange to;

    /** The failures that the pump reports, on its strand. */
    interface Events {
        /** The body is longer than the limit. */
        void tooLong();

        /** The client is gone, or its body is malformed. */
        void clientLost();

        /** The member accepts no more bytes; it may have answered. */
        void memberShut(MemberExchange member);
    }

    RequestPump(PlainRequest request, ClientStream client, long maxBody, Events told) {
        this.client = client;
        this.maxBody = maxBody;
        this.told = told;
        this.whole = request.length() == 0;
    }

    /** Sets the member that gets the request, from its first byte on. Any thread. */
    void feed(MemberExchange member) {
        movedAt = System.nanoTime();
        to = member;
        strand.signal();
    }

    /** Stops moving bytes. Any thread. */
    void stop() {
        stopped = true;
        to = null;
    }

    /** Pumps, because something may have changed. Any thread. */
    void signal() {
        strand.signal();
    }

    /** Whether the client has sent its complete request. Any thread. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the pump waits for the client. Any thread. */
    boolean wantsClient() {
        return wantsClient;
    }

    /** When bytes were last forwarded, as {@link System#nanoTime()}. Any thread. */
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

    /** Makes one step; returns whether it made progress and another may, too. */
    private boolean moved(MemberExchange member) throws IOException {
        ByteBuffer room = chunk == null ? ByteBuffer.allocate(CHUNK).limit(0) : chunk;
        chunk = room;
        if (room.hasRemaining()) {
            movedAt = System.nanoTime();
            return member.write(room);
        }
        return filled(room);
    }

    /** Reads from the client, and reports its failure here, apart from one of the member. */
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
