package org.sluice.admission;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sluice.backend.ChannelLeg;
import org.sluice.handshake.Headers;
import org.sluice.relay.Leg;
import org.sluice.transport.DetachedSocket;

/**
 * A member said yes: its leg is open, and waits for the client's. Exactly one of {@link #join} and {@link #abandon} takes
 * effect, the first. Safe for any thread.
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
     * Makes a leg of the client's bare socket, on the event loop of the member's leg; see {@link ChannelLeg#adopt}. To be
     * joined like any other.
     */
    public CompletableFuture<Leg> adopt(DetachedSocket socket, Runnable gone) {
        return member.adopt(socket, gone);
    }

    /** The client is there: from now on the relay owns both legs. */
    public void join(Leg client) {
        if (settled.compareAndSet(false, true)) {
            onJoin.accept(client);
        } else {
            client.abort();
        }
    }

    /** There will be no client: the member leg goes, and the lease is given back. */
    @Override
    public void abandon() {
        if (settled.compareAndSet(false, true)) {
            member.abort();
            onAbandon.run();
        }
    }
}
