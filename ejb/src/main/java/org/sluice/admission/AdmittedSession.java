package org.sluice.admission;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sluice.handshake.Headers;
import org.sluice.message.Peer;

/**
 * A member has accepted the handshake for a relay of messages: its session is open, and waits for the client's. Only the first
 * call of {@link #join} or {@link #abandon} takes effect. Thread-safe.
 */
public final class AdmittedSession implements Outcome, AwaitsClient {
    private final Headers answer;
    private final long maxFrame;
    private final Peer member;
    private final Consumer<Peer> onJoin;
    private final Runnable onAbandon;
    private final AtomicBoolean settled = new AtomicBoolean();

    AdmittedSession(Headers answer, long maxFrame, Peer member, Consumer<Peer> onJoin, Runnable onAbandon) {
        this.answer = answer;
        this.maxFrame = maxFrame;
        this.member = member;
        this.onJoin = onJoin;
        this.onAbandon = onAbandon;
    }

    /** The end-to-end headers of the member's 101. */
    public Headers answer() {
        return answer;
    }

    /** The longest payload of a frame that the client may send; 0 for no limit. */
    public long maxFrame() {
        return maxFrame;
    }

    /**
     * Opens the relay with the client's session; the relay owns both sessions from now on. Returns false if this came too late;
     * the caller keeps the session then.
     */
    public boolean join(Peer client) {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            onJoin.accept(client);
        }
        return first;
    }

    @Override
    public void abandon() {
        if (settled.compareAndSet(false, true)) {
            member.abort();
            onAbandon.run();
        }
    }

    /** Whether it has been neither joined nor abandoned. */
    public boolean isWaiting() {
        return !settled.get();
    }
}
