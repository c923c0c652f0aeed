package org.sluice.web.wire;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.relay.Leg;
import org.sluice.transport.DetachedSocket;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.SocketExit;

/** One connection on its way from its server to an event loop, and what the server still has to hear of it. Any thread. */
final class SocketHandOver implements SocketExit.Waiting {
    private final SocketExit exit;
    private final BiConsumer<NotTransferable, ClientLegReceiver> stay;
    /** Taken by the first to need it: it knows the whole handshake, and this object lasts as long as the session. */
    private final AtomicReference<@Nullable ClientLegReceiver> waiting;

    private volatile @Nullable Leg leg;
    private volatile boolean closed;

    /** @param stay goes the portable way, for the one who waits, if the server holds too much */
    SocketHandOver(SocketExit exit, ClientLegReceiver taker, BiConsumer<NotTransferable, ClientLegReceiver> stay) {
        this.exit = exit;
        this.stay = stay;
        this.waiting = new AtomicReference<>(taker);
    }

    @Override
    public void out(DetachedSocket socket) {
        ClientLegReceiver taker = taker();
        Runnable gone = exit.isForGood() ? SocketHandOver::nothingLeft : exit::letGo; // not to hold what is over
        CompletableFuture<Void> unused = taker.adopter().adopt(socket, gone).handle((made, fault) -> {
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
    public void stays(NotTransferable why) {
        stay.accept(why, taker());
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
