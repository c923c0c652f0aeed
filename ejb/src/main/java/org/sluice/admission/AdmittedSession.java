package org.sluice.admission;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sluice.handshake.Headers;
import org.sluice.message.Peer;

/**
 * A member said yes to a relay of messages: its session is open, and waits for the client's. Exactly one of {@link #join} and
 * {@link #abandon} takes effect, the first. Safe for any thread.
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

    /** The client is there: from now on the relay owns both. False if it came too late; then it keeps its session. */
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

    /** Whether a client can still come for it. */
    public boolean isWaiting() {
        return !settled.get();
    }
}
