package org.sluice.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** A connected socket of somebody else's on its way to a loop. Counts there from the beginning; lives on its thread. */
final class Adopting {
    private static final Logger LOG = System.getLogger("org.sluice.transport");

    private final SocketChannel socket;
    private final EventLoop loop;
    private final Runnable gone;
    private final CompletableFuture<Channel> future = new CompletableFuture<>();

    private Adopting(SocketChannel socket, EventLoop loop, Runnable gone) {
        this.socket = socket;
        this.loop = loop;
        this.gone = gone;
    }

    /** See {@link Channel#adopt}. Any thread. */
    static CompletableFuture<Channel> start(SocketChannel socket, EventLoop loop, Runnable gone) {
        Adopting adopting = new Adopting(socket, loop, gone);
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
        try {
            Link link = Link.adopt(loop, socket);
            channel = new NioChannel(link, link, (InetSocketAddress) socket.getRemoteAddress(), gone);
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
            socket.close();
            gone.run();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "channel-gone-failed socket=" + socket, e);
        }
        future.completeExceptionally(why);
    }
}
