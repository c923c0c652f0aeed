package org.sluice.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.ConnectFailedException.Why;

/**
 * One connect on its way. Lives on its loop's thread; only the lookup of the name is elsewhere.
 *
 * <pre>
 *  resolving --> trying address 1 .. n --> securing (TLS only) --> opened
 *      |              |  (each has its share      |
 *      |              |   of the time left)       |
 *      +--------------+---------------------------+--> failed: late, cancelled, refused, the loop ends
 * </pre>
 *
 * An address that answers TCP is the one: a TLS fault is the member's answer, and no other address is asked.
 */
final class ConnectInProgress implements ReadyHandler, LoopDeadline, BlockingTasks.Answer, TlsHandshake.Outcome {
    private final Destination destination;
    private final EventLoop loop;
    private final BlockingTasks elsewhere;
    private final Duration timeout;
    /** Set when the loop takes this up: what a busy loop makes of the time before is no fault of the peer. */
    private long deadline;

    private final CompletableFuture<Channel> future;

    private List<InetAddress> addresses = List.of();
    private int next;
    private @Nullable InetSocketAddress current;

    /** The socket of the current address; null between addresses. */
    private @Nullable LoopSocket link;

    /** When the current step is over; {@link #deadline} or earlier. */
    private long due;

    private @Nullable ConnectFailedException lastFault;
    /** What is being waited for, for the message. */
    private String step = "the name";

    /** Whether the current address has not answered yet. */
    private boolean tcpPending;

    private boolean over;

    ConnectInProgress(
            Destination destination,
            EventLoop loop,
            BlockingTasks elsewhere,
            Duration timeout,
            CompletableFuture<Channel> future) {
        this.destination = destination;
        this.loop = loop;
        this.elsewhere = elsewhere;
        this.timeout = timeout;
        this.future = future;
    }

    /** Nobody else has a part in a socket that was opened here. */
    private static void nobodyWaits() {}

    void start() {
        if (loop.isClosing()) {
            shut();
            return;
        }
        deadline = System.nanoTime() + timeout.toNanos();
        due = deadline;
        loop.schedule(this);
        elsewhere.resolve(destination.host(), this);
    }

    @Override
    public void found(List<InetAddress> found) {
        onLoop(() -> {
            addresses = found;
            tryNext();
        });
    }

    @Override
    public void unknown(Exception why) {
        onLoop(() -> fail(Why.UNKNOWN_HOST, "no address", why));
    }

    @Override
    public void rejected(Exception why) {
        onLoop(() -> fail(Why.LOCAL, "nobody looks up names any more", why));
    }

    /** At once for a literal address, for which nobody was asked elsewhere. */
    private void onLoop(Runnable step) {
        if (loop.inLoop()) {
            if (!over) {
                step.run();
            }
            return;
        }
        loop.execute(() -> {
            if (!over) {
                step.run();
            }
        });
    }

    private void tryNext() {
        while (!over && link == null && next < addresses.size()) {
            tryAddress(new InetSocketAddress(addresses.get(next++), destination.port()));
        }
        if (!over && link == null) {
            fail(lastFault == null ? fault(Why.UNKNOWN_HOST, "no address", null) : lastFault);
        }
    }

    private void tryAddress(InetSocketAddress address) {
        current = address;
        step = "the connection";
        try {
            LoopSocket opened = LoopSocket.open(loop, this);
            link = opened;
            bind(opened, address.getAddress());
            if (opened.connect(address)) {
                connected(opened);
            } else {
                // An equal share of what is left, so that an address that swallows everything leaves time for the
                // others.
                long left = deadline - System.nanoTime();
                dueIn(left / (addresses.size() - next + 1));
                tcpPending = true;
                opened.on(SelectionKey.OP_CONNECT);
            }
        } catch (IOException | RuntimeException e) {
            addressFailed(ConnectFaults.ofConnect(e), e);
        }
    }

    private void bind(LoopSocket opened, InetAddress peer) throws IOException {
        InetAddress source = destination.sourceFor(peer);
        if (source != null) {
            opened.socket.bind(new InetSocketAddress(source, 0));
        } else if (!destination.sources().isEmpty()) {
            throw new BindException("no source address of the family of " + peer.getHostAddress());
        }
    }

    @Override
    public void ready(int ops) {
        LoopSocket connecting = link;
        if (over || connecting == null || !tcpPending) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                connected(connecting);
            }
        } catch (IOException e) {
            addressFailed(ConnectFaults.ofConnect(e), e);
            tryNext();
        }
    }

    private void addressFailed(Why why, Exception cause) {
        ConnectFailedException fault = fault(why, String.valueOf(cause.getMessage()), cause);
        if (lastFault != null) {
            fault.addSuppressed(lastFault);
        }
        lastFault = fault;
        drop();
    }

    private void connected(LoopSocket connected) {
        tcpPending = false;
        dueIn(deadline - System.nanoTime());
        Tls tls = destination.tls();
        if (tls == null) {
            opened(new NioChannel(connected, connected, remote(), ConnectInProgress::nobodyWaits));
            return;
        }
        step = "the TLS handshake";
        TlsHandshake securing = new TlsHandshake(connected, TlsEngines.client(destination, tls), elsewhere, this);
        connected.handTo(securing);
        securing.step();
    }

    @Override
    public void secured(LoopSocket secured, ChannelLayer layer) {
        if (!over) {
            opened(new NioChannel(secured, layer, remote(), ConnectInProgress::nobodyWaits));
        }
    }

    @Override
    public void insecure(Throwable cause) {
        if (!over) {
            LoopSocket ended = link;
            link = null;
            if (ended != null) {
                ended.closeQuietly(); // in order, so that the peer gets to read the alert
            }
            fail(ConnectFaults.ofTls(cause), String.valueOf(cause.getMessage()), cause);
        }
    }

    private void opened(NioChannel channel) {
        over = true;
        loop.unschedule(this);
        channel.link().handTo(channel);
        if (!future.complete(channel)) {
            channel.abort(); // cancelled a moment ago: nobody knows of this channel
        }
    }

    private InetSocketAddress remote() {
        InetSocketAddress address = current;
        return address == null ? InetSocketAddress.createUnresolved(destination.host(), destination.port()) : address;
    }

    private void dueIn(long nanos) {
        loop.unschedule(this);
        due = System.nanoTime() + Math.max(0, nanos);
        loop.schedule(this);
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void late() {
        if (over || hasJustConnected()) {
            return;
        }
        if (link == null || deadline - System.nanoTime() <= 0) {
            fail(Why.TIMEOUT, "no answer in time, waiting for " + step, null);
            return;
        }
        due = deadline;
        loop.schedule(this);
        addressFailed(Why.TIMEOUT, new IOException("no answer in time"));
        tryNext();
    }

    /**
     * A loop that was busy comes to its timers before it has selected again: the peer may have answered in time, and nobody has
     * looked.
     */
    private boolean hasJustConnected() {
        LoopSocket connecting = link;
        if (connecting == null || !tcpPending) {
            return false;
        }
        ready(SelectionKey.OP_CONNECT);
        return over || link != connecting || !tcpPending;
    }

    /** The caller has cancelled its future. Any thread. */
    void cancelled() {
        onLoop(() -> fail(Why.CLOSED, "cancelled", null));
    }

    @Override
    public void shut() {
        if (!over) {
            fail(Why.CLOSED, "transport closed", null);
        }
    }

    private void fail(Why why, String detail, @Nullable Throwable cause) {
        fail(fault(why, detail, cause));
    }

    private void fail(ConnectFailedException fault) {
        over = true;
        loop.unschedule(this);
        drop();
        loop.load().decrementAndGet();
        future.completeExceptionally(fault);
    }

    private void drop() {
        LoopSocket dropped = link;
        link = null;
        tcpPending = false;
        if (dropped != null) {
            dropped.reset();
        }
    }

    private ConnectFailedException fault(Why why, String detail, @Nullable Throwable cause) {
        String whom = current == null ? "" : " at " + current.getAddress().getHostAddress();
        return new ConnectFailedException(
                why, destination.host() + ":" + destination.port() + whom + ": " + detail, cause);
    }
}
