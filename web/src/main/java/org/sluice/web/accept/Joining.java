package org.sluice.web.accept;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.sluice.admission.Admitted;
import org.sluice.relay.Leg;
import org.sluice.web.wire.Taker;

/** Joins a client's leg to the member's that waits for it. */
record Joining(Admitted admitted) implements Taker {
    @Override
    public void join(Leg client) {
        admitted.join(client);
    }

    @Override
    public CompletableFuture<Leg> adopt(SocketChannel socket, ByteBuffer early, Runnable gone) {
        return admitted.adopt(socket, early, gone);
    }

    @Override
    public void abandon() {
        admitted.abandon();
    }
}
