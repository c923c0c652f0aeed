package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Sends to one peer, one sender at a time. Answers of interceptors wait until the message that is being sent has ended (RFC
 * 6455 5.4). Thread-safe; a sender blocks until the one before it has finished, which is the back-pressure.
 */
final class Outbox {
    static final long IDLE = Long.MIN_VALUE;

    private final Peer to;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Deque<Sending> answers = new ArrayDeque<>();
    private boolean insideMessage;

    /** The start time of a send that has not returned yet; {@link #IDLE} if there is none. Written with the lock held. */
    private volatile long busySince = IDLE;

    /** A part of a message, or an answer, to be sent. */
    private interface Sending {
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

    private void part(Sending sending, boolean last) throws IOException {
        lock.lock();
        try {
            insideMessage = !last;
            send(sending);
            while (last && !answers.isEmpty()) {
                send(answers.remove());
            }
        } finally {
            lock.unlock();
        }
    }

    private void answer(Sending sending) throws IOException {
        lock.lock();
        try {
            if (insideMessage) {
                answers.add(sending);
            } else {
                send(sending);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(Sending sending) throws IOException {
        busySince = clock.getAsLong();
        try {
            sending.send(to);
        } finally {
            busySince = IDLE;
        }
    }
}
