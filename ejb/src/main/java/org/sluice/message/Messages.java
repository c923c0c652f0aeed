package org.sluice.message;

import java.util.concurrent.Executor;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.Relays;

/** Opens message relays, and registers them with all other {@link Relays}. Thread-safe. */
public final class Messages {
    private final Relays relays;
    private final Executor blockingCalls;

    /**
     * @param relays where message relays are registered, swept and ended
     * @param blockingCalls runs calls to sessions and interceptors that may block
     */
    public Messages(Relays relays, Executor blockingCalls) {
        this.relays = relays;
        this.blockingCalls = blockingCalls;
    }

    /**
     * Opens a relay between {@code client} and the member of {@code order}. The relay owns both from now on; messages may flow
     * before this returns.
     */
    public MessageRelay open(MessageOrder order, Peer client, RelayEvents events) {
        MessageRelay relay = new MessageRelay(order, client, events, relays, blockingCalls);
        relay.start();
        return relay;
    }
}
