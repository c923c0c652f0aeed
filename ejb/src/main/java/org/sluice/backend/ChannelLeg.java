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
 * One end of a relay: a transport channel, and in front of it the bytes that came early. A member's is opened with its 101;
 * a client's may be {@linkplain #adopt put beside it}. Whoever holds it hands it to a relay or aborts it.
 */
public final class ChannelLeg implements Leg, Channel.Events {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final LegEvents NOBODY = new LegEvents() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private final Channel channel;

    /** What was read with the handshake, as long as there is any of it. Belongs to the reading side. */
    private ByteBuffer early;

    /** Whom to tell; set by {@link #open} before anything is read. */
    private LegEvents events = NOBODY;

    /**
     * A leg that gives {@code early} first, then what the channel has.
     *
     * @param early ready to be read; handed over with the leg
     */
    public ChannelLeg(Channel channel, ByteBuffer early) {
        this.channel = channel;
        this.early = orNothing(early);
    }

    @Override
    public void open(LegEvents events) {
        boolean waiting = early.hasRemaining(); // asked before the channel may wake a reader on another thread
        this.events = events;
        channel.listen(this);
        if (waiting) {
            events.readable();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!early.hasRemaining()) {
            return channel.read(into);
        }
        int taken = takeEarly(into);
        return into.hasRemaining() ? taken + readBehind(into) : taken;
    }

    private int takeEarly(ByteBuffer into) {
        int taken = Math.min(early.remaining(), into.remaining());
        into.put(into.position(), early, early.position(), taken);
        into.position(into.position() + taken);
        early.position(early.position() + taken);
        early = orNothing(early);
        return taken;
    }

    /** A relay may live for days: it shall not hold bytes that are over, nor an empty buffer of its own. */
    private static ByteBuffer orNothing(ByteBuffer bytes) {
        return bytes.hasRemaining() ? bytes : NOTHING;
    }

    /**
     * Asks the channel for what fits behind the early bytes: only a channel that was asked in vain tells when there is
     * more. An end or a fault must wait for the next read, so this leg tells that there is one to make.
     */
    private int readBehind(ByteBuffer into) {
        try {
            int more = channel.read(into);
            if (more >= 0) {
                return more;
            }
        } catch (IOException lost) {
            // every later read throws it again
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
     * Puts a client's connected socket beside this leg, on the same event loop. From this call on the socket belongs to the
     * transport, whatever comes of it.
     *
     * @param gone run once, on any thread, when the socket has been given back; must be quick
     * @return completes on the event loop, exceptionally if the socket is lost; then {@code gone} has been run
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

    /** The channel's word, handed on. */
    @Override
    public int beforeReadable() {
        return events.beforeReadable();
    }

    /** The channel's word, handed on. */
    @Override
    public void readable() {
        events.readable();
    }

    /** The channel's word, handed on. */
    @Override
    public void writable() {
        events.writable();
    }
}
