package org.sluice.web.wire;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.relay.Leg;
import org.sluice.web.container.SocketExit;

/** One connection on its way from its server to an event loop, and what the server still has to hear of it. Any thread. */
final class SocketHandOver implements SocketExit.Waiting {
    private final SocketExit exit;
    /** Taken by the first to need it: it knows the whole handshake, and this object lasts as long as the session. */
    private final AtomicReference<@Nullable ClientLegReceiver> waiting;

    private volatile @Nullable Leg leg;
    private volatile boolean closed;

    SocketHandOver(SocketExit exit, ClientLegReceiver taker) {
        this.exit = exit;
        this.waiting = new AtomicReference<>(taker);
    }

    @Override
    public void out(SocketChannel socket, ByteBuffer early) {
        ClientLegReceiver taker = taker();
        Runnable gone = exit.isForGood() ? SocketHandOver::nothingLeft : exit::letGo; // not to hold what is over
        CompletableFuture<Void> unused = taker.adopter()
                .adopt(socket, early, gone)
                .handle((made, fault) -> {
                    if (made == null) {
                        taker.abandon().run();
                    } else {
                        arrived(made, taker);
                    }
                    return null;
                });
    }

    private static void nothingLeft() {}

    private void arrived(Leg made, ClientLegReceiver taker) {
        leg = made;
        if (closed) {
            made.abort();
        }
        taker.join().accept(made); // also when it is gone: the relay tells the member
    }

    @Override
    public void lost(Exception why) {
        Journal.event("wire-client-lost").because(why).debug();
        exit.letGo();
        taker().abandon().run();
    }

    private ClientLegReceiver taker() {
        return Objects.requireNonNull(waiting.getAndSet(null), "left twice");
    }

    /** The server has closed the socket. No selector tells of that, so the leg does. */
    void closedByServer() {
        closed = true;
        Leg open = leg;
        if (open != null) {
            open.abort();
        }
    }
}
