package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What goes to one side: one sender at a time. Answers of interceptors wait until a message that is on its way has ended
 * (RFC 6455 5.4). Any thread; a sender waits here for the one before it, which is its brake.
 */
final class Outbox {
    static final long IDLE = Long.MIN_VALUE;

    private final Peer to;
    private final LongSupplier clock;
    private final ReentrantLock turn = new ReentrantLock();

    // Guarded by the turn.
    private final Deque<Letter> answers = new ArrayDeque<>();
    private boolean insideMessage;

    /** Since when a send has not returned; {@link #IDLE} if none is under way. Written by whoever has the turn. */
    private volatile long busySince = IDLE;

    /** Something to be sent. */
    private interface Letter {
        void send(Peer to) throws IOException;
    }

    Outbox(Peer to, LongSupplier clock) {
        this.to = to;
        this.clock = clock;
    }

    long busySince() {
        return busySince;
    }

    void text(String part, boolean last) throws IOException {
        part(peer -> peer.text(part, last), last);
    }

    void binary(ByteBuffer part, boolean last) throws IOException {
        part(peer -> peer.binary(part, last), last);
    }

    void answerText(String text) throws IOException {
        answer(peer -> peer.text(text, true));
    }

    void answerBinary(ByteBuffer bytes) throws IOException {
        answer(peer -> peer.binary(bytes, true));
    }

    private void part(Letter letter, boolean last) throws IOException {
        turn.lock();
        try {
            insideMessage = !last;
            send(letter);
            while (last && !answers.isEmpty()) {
                send(answers.remove());
            }
        } finally {
            turn.unlock();
        }
    }

    private void answer(Letter letter) throws IOException {
        turn.lock();
        try {
            if (insideMessage) {
                answers.add(letter);
            } else {
                send(letter);
            }
        } finally {
            turn.unlock();
        }
    }

    private void send(Letter letter) throws IOException {
        busySince = clock.getAsLong();
        try {
            letter.send(to);
        } finally {
            busySince = IDLE;
        }
    }
}
