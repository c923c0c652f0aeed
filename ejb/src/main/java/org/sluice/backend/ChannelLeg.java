package org.sluice.backend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.sluice.relay.Leg;
import org.sluice.relay.LegEvents;
import org.sluice.transport.Channel;
import org.sluice.transport.DetachedSocket;

/**
 * One end of a relay: a transport channel, preceded by the bytes that were received with the handshake. A member's leg is
 * opened with its 101; a client's may be {@linkplain #adopt added on the same event loop}. Its owner opens a relay with it or
 * aborts it.
 */
public final class ChannelLeg implements Leg, Channel.Events {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final LegEvents NO_EVENTS = new LegEvents() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private final Channel channel;

    /** The bytes received with the handshake and not read yet. Owned by the reading side. */
    private ByteBuffer early;

    /** The receiver of events; set by {@link #open} before anything is read. */
    private LegEvents events = NO_EVENTS;

    /**
     * A leg that returns {@code early} first, then the channel's bytes.
     *
     * @param early ready to be read; owned by the leg from now on
     */
    public ChannelLeg(Channel channel, ByteBuffer early) {
        this.channel = channel;
        this.early = orNothing(early);
    }

    @Override
    public void open(LegEvents events) {
        boolean hasEarly = early.hasRemaining(); // read before the channel can wake a reader on another thread
        this.events = events;
        channel.listen(this);
        if (hasEarly) {
            events.readable();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!early.hasRemaining()) {
            return channel.read(into);
        }
        int taken = takeEarly(into);
        return into.hasRemaining() ? taken + readAfterEarly(into) : taken;
    }

    private int takeEarly(ByteBuffer into) {
        int taken = Math.min(early.remaining(), into.remaining());
        into.put(into.position(), early, early.position(), taken);
        into.position(into.position() + taken);
        early.position(early.position() + taken);
        early = orNothing(early);
        return taken;
    }

    /** A relay may exist for days, so it must not hold a consumed buffer. */
    private static ByteBuffer orNothing(ByteBuffer bytes) {
        return bytes.hasRemaining() ? bytes : NOTHING;
    }

    /**
     * Fills the rest of {@code into} from the channel, because only a channel that was read until it had no more reports new
     * bytes. The end or an exception must be left to the next read, so this leg signals that there is something to read.
     */
    private int readAfterEarly(ByteBuffer into) {
        try {
            int more = channel.read(into);
            if (more >= 0) {
                return more;
            }
        } catch (IOException lost) {
            // the next read throws it again
        }
        events.readable();
        return 0;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public void finish() {
        channel.finish();
    }

    @Override
    public void abort() {
        channel.abort();
    }

    @Override
    public boolean takesDirect() {
        return channel.takesDirect();
    }

    /**
     * Registers a client's connected socket on this leg's event loop. The transport owns the socket from this call on, also if
     * that fails.
     *
     * @param gone run once, on any thread, when the socket has been closed; must be quick
     * @return completes on the event loop, exceptionally if the socket is lost; {@code gone} has been run then
     */
    public CompletableFuture<Leg> adopt(DetachedSocket socket, Runnable gone) {
        return channel.adopt(socket, gone).thenApply(adopted -> new ChannelLeg(adopted, socket.early()));
    }

    /** The address of the peer, for the log. */
    public InetSocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public int beforeWrite() {
        return channel.beforeWrite();
    }

    /** Passed on from the channel. */
    @Override
    public int beforeReadable() {
        return events.beforeReadable();
    }

    /** Passed on from the channel. */
    @Override
    public void readable() {
        events.readable();
    }

    /** Passed on from the channel. */
    @Override
    public void writable() {
        events.writable();
    }
}
