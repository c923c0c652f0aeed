package org.sluice.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.sluice.journal.Journal;

/** A connected socket of somebody else's on its way to a loop. Counts there from the beginning; lives on its thread. */
final class SocketAdoption {
    private final DetachedSocket detached;
    private final EventLoop loop;
    private final Runnable gone;
    private final CompletableFuture<Channel> future = new CompletableFuture<>();

    private SocketAdoption(DetachedSocket detached, EventLoop loop, Runnable gone) {
        this.detached = detached;
        this.loop = loop;
        this.gone = gone;
    }

    /** See {@link Channel#adopt}. Any thread. */
    static CompletableFuture<Channel> start(DetachedSocket socket, EventLoop loop, Runnable gone) {
        SocketAdoption adopting = new SocketAdoption(socket, loop, gone);
        loop.load().incrementAndGet();
        if (!loop.execute(adopting::adopt)) {
            adopting.fail(new ClosedChannelException());
        }
        return adopting.future;
    }

    private void adopt() {
        if (loop.isClosing()) {
            fail(new ClosedChannelException());
            return;
        }
        NioChannel channel;
        SocketChannel socket = detached.socket();
        EstablishedTls tls = detached.tls();
        try {
            LoopSocket link = LoopSocket.adopt(loop, socket);
            ChannelLayer layer = tls == null ? link : new EstablishedLayer(link, tls, loop.scratch());
            channel = new NioChannel(link, layer, (InetSocketAddress) socket.getRemoteAddress(), gone);
            link.handTo(channel);
        } catch (IOException | RuntimeException e) { // closed meanwhile, or still in blocking use
            fail(e);
            return;
        }
        future.complete(channel);
    }

    private void fail(Exception why) {
        loop.load().decrementAndGet();
        try {
            detached.socket().close();
            gone.run();
        } catch (IOException | RuntimeException e) {
            Journal.event("channel-gone-failed")
                    .with("socket", detached.socket())
                    .because(e)
                    .warn();
        }
        future.completeExceptionally(why);
    }
}
