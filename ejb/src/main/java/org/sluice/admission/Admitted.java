package org.sluice.admission;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sluice.backend.ChannelLeg;
import org.sluice.handshake.Headers;
import org.sluice.relay.Leg;
import org.sluice.transport.DetachedSocket;

/**
 * A member has accepted the handshake: its leg is open, and waits for the client's. Only the first call of {@link #join} or
 * {@link #abandon} takes effect. Thread-safe.
 */
public final class Admitted implements Outcome, AwaitsClient {
    private final Headers answer;
    private final ChannelLeg member;
    private final Consumer<Leg> onJoin;
    private final Runnable onAbandon;
    private final AtomicBoolean settled = new AtomicBoolean();

    Admitted(Headers answer, ChannelLeg member, Consumer<Leg> onJoin, Runnable onAbandon) {
        this.answer = answer;
        this.member = member;
        this.onJoin = onJoin;
        this.onAbandon = onAbandon;
    }

    /** The end-to-end headers of the member's 101. */
    public Headers answer() {
        return answer;
    }

    /**
     * Creates a leg from the client's socket, on the event loop of the member's leg; see {@link ChannelLeg#adopt}. The caller
     * passes it to {@link #join}.
     */
    public CompletableFuture<Leg> adopt(DetachedSocket socket, Runnable gone) {
        return member.adopt(socket, gone);
    }

    /** Opens the relay with the client's leg; the relay owns both legs from now on. */
    public void join(Leg client) {
        if (settled.compareAndSet(false, true)) {
            onJoin.accept(client);
        } else {
            client.abort();
        }
    }

    /** There will be no client: resets the member leg, and closes the lease. */
    @Override
    public void abandon() {
        if (settled.compareAndSet(false, true)) {
            member.abort();
            onAbandon.run();
        }
    }
}
