package org.sluice.message;

import java.util.concurrent.Executor;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.Relays;

/** Opens message relays, which live among all relays. Safe for any thread. */
public final class Messages {
    private final Relays relays;
    private final Executor lent;

    /**
     * Ready at once.
     *
     * @param relays where they are registered, swept and ended
     * @param lent threads that may wait
     */
    public Messages(Relays relays, Executor lent) {
        this.relays = relays;
        this.lent = lent;
    }

    /**
     * Joins {@code client} to the member of {@code order}. Both belong to the relay from now on; messages may flow before this
     * returns.
     */
    public MessageRelay open(MessageOrder order, Peer client, RelayEvents events) {
        MessageRelay relay = new MessageRelay(order, client, events, relays, lent);
        relay.start();
        return relay;
    }
}
