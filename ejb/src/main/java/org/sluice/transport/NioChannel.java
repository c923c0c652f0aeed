package org.sluice.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;

/**
 * An open connection: the contract of {@link Channel} over a {@link LoopSocket} and a {@link ChannelLayer}.
 *
 * <p>Reads and writes happen on the caller's thread. The loop only tells when they can go on: of reading for as long as
 * the owner keeps draining ({@link ReadInterest}), of writing once after a short write.
 *
 * <p>Size: what is touched for each message stands in one object, since each more is one more wait for memory (decision 16).
 */
final class NioChannel implements Channel, ReadyHandler {
    /** So many bytes may one channel read while others wait. */
    private static final int BYTES_IN_A_TURN = 512 * 1024;

    /** Bits of {@link #ends}: our side has ended; the peer's has; the socket is given back. */
    private static final int OUT = 1;

    private static final int IN = 2;
    private static final int GONE = 4;

    private static final AtomicIntegerFieldUpdater<NioChannel> ENDS =
            AtomicIntegerFieldUpdater.newUpdater(NioChannel.class, "ends");

    private final LoopSocket link;
    private final ChannelLayer layer;
    private final InetSocketAddress remote;
    /** Told once, when the socket has been given back. */
    private final Runnable gone;

    private final ReadInterest reading = new ReadInterest();

    private volatile int ends;

    /** Whether room to write is asked for. The loop takes it back before it tells, never after. */
    private volatile boolean roomWanted;

    private volatile boolean finishing;

    /** Whom to call; null until somebody listens, and until then the bytes stay with the kernel. */
    private volatile @Nullable Events events;

    /** Why the connection is lost; null while it is not. */
    private volatile @Nullable IOException fault;

    /**
     * Why nothing can be written any more; null while it can. Reading goes on: a peer that closes with bytes of ours unread
     * makes the next write fail, and yet its last words are there to be read.
     */
    private volatile @Nullable IOException writeFault;

    /** Bytes read since the loop told last; on another thread nobody waits, and its guess does no harm. */
    private int readInTurn;

    NioChannel(LoopSocket link, ChannelLayer layer, InetSocketAddress remote, Runnable gone) {
        this.link = link;
        this.layer = layer;
        this.remote = remote;
        this.gone = gone;
    }

    LoopSocket link() {
        return link;
    }

    /** For tests. */
    ChannelLayer layer() {
        return layer;
    }

    @Override
    public void listen(Events owner) {
        events = owner;
        if (reading.drained()) {
            link.on(SelectionKey.OP_READ);
        }
        if (layer.mayHold() || fault != null || has(IN)) {
            link.loop().execute(this::tellReadable); // the socket alone would not show it
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        failIfLost();
        if (has(IN)) {
            return -1;
        }
        if (isTurnOver()) {
            link.loop().execute(this::tellReadable);
            return 0;
        }
        int room = into.remaining();
        int count = readLayer(into);
        if (count < 0) {
            reading.end();
            link.off(SelectionKey.OP_READ);
            mark(IN);
        } else {
            readInTurn += count;
            if (count < room) {
                drained();
            }
        }
        return count;
    }

    /** Others live on this loop too: whoever reads for long is told again behind them. */
    private boolean isTurnOver() {
        return link.loop().inLoop() && readInTurn >= BYTES_IN_A_TURN;
    }

    private int readLayer(ByteBuffer into) throws IOException {
        try {
            return layer.read(into);
        } catch (IOException | RuntimeException | AssertionError e) { // the last two: a TLS record out of all bounds
            throw lost(e);
        }
    }

    private void drained() {
        if (reading.drained()) {
            link.on(SelectionKey.OP_READ);
        }
        if (layer.hasTail()) {
            link.loop().execute(this::tellReadable);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        failIfLost();
        IOException unwritable = writeFault;
        if (unwritable != null) {
            throw unwritable;
        }
        if (finishing) {
            throw new ClosedChannelException();
        }
        try {
            int count = layer.write(from);
            if (from.hasRemaining() || layer.holdsUnsent()) {
                wantRoom();
            }
            return count;
        } catch (IOException | RuntimeException | AssertionError e) {
            throw unwritable(e);
        }
    }

    private void wantRoom() {
        if (!roomWanted) {
            roomWanted = true;
            link.on(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public void finish() {
        finishing = true;
        tryToEnd();
    }

    private void tryToEnd() {
        if (has(OUT)) {
            return;
        }
        try {
            if (!layer.end()) {
                wantRoom();
                return;
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            // lost: whoever reads will hear of it
        }
        try {
            link.shutdownOutput();
        } catch (IOException e) {
            // lost, as above
        }
        mark(OUT);
    }

    private void mark(int end) {
        int now = ENDS.accumulateAndGet(this, end, (a, b) -> a | b);
        if ((now & (IN | OUT)) == (IN | OUT) && takeLeave()) {
            link.closeQuietly();
            tellGone();
        }
    }

    @Override
    public void abort() {
        if (takeLeave()) {
            if (fault == null) {
                fault = new IOException("aborted: connection to " + remote);
            }
            link.reset();
            tellGone();
            link.loop().execute(this::tellBoth); // somebody may wait
        }
    }

    /** Whether the caller is the one that gives the socket back. */
    private boolean takeLeave() {
        boolean first = (ENDS.getAndUpdate(this, now -> now | GONE) & GONE) == 0;
        if (first) {
            link.loop().load().decrementAndGet();
        }
        return first;
    }

    private void tellGone() {
        try {
            gone.run();
        } catch (RuntimeException e) {
            Journal.event("channel-gone-failed")
                    .with("remote", remote)
                    .because(e)
                    .error();
        }
    }

    @Override
    public CompletableFuture<Channel> adopt(DetachedSocket socket, Runnable whenGone) {
        return SocketAdoption.start(socket, link.loop(), whenGone);
    }

    @Override
    public boolean takesDirect() {
        return layer.takesDirect();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public int beforeReady() {
        Events owner = events;
        try {
            return beforeWrite() + (reading.isOn() ? 1 : 0) + (owner == null ? 0 : owner.beforeReadable());
        } catch (Throwable e) {
            failed(e);
            return 0;
        }
    }

    @Override
    public int beforeWrite() {
        return ends + link.beforeUse();
    }

    @Override
    public void ready(int ops) {
        if ((ops & SelectionKey.OP_READ) != 0) {
            tellReadable();
        }
        if ((ops & SelectionKey.OP_WRITE) != 0) {
            roomMade();
        }
    }

    @Override
    public void shut() {
        abort();
    }

    private void roomMade() {
        link.off(SelectionKey.OP_WRITE);
        roomWanted = false;
        if (finishing) {
            tryToEnd();
        } else if (flushed()) {
            tellWritable();
        }
    }

    private boolean flushed() {
        try {
            boolean all = layer.flush();
            if (!all) {
                wantRoom();
            }
            return all;
        } catch (IOException | RuntimeException | AssertionError e) {
            unwritable(e);
            tellWritable();
            return false;
        }
    }

    private void tellBoth() {
        tellReadable();
        tellWritable();
    }

    private void tellReadable() {
        Events owner = events;
        if (owner == null) {
            return;
        }
        readInTurn = 0;
        reading.told();
        try {
            owner.readable();
        } catch (Throwable e) {
            failed(e);
        }
        if (reading.passed()) {
            link.off(SelectionKey.OP_READ);
            if (reading.isOn()) {
                link.on(SelectionKey.OP_READ); // another thread drained the socket between the two lines above
            }
        }
    }

    private void tellWritable() {
        Events owner = events;
        if (owner == null) {
            return;
        }
        try {
            owner.writable();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** An owner that throws loses its channel, and nobody else's; it is not called again. */
    private void failed(Throwable e) {
        events = null;
        Journal.event("channel-owner-failed").with("remote", remote).because(e).error();
        abort();
    }

    private IOException unwritable(Throwable cause) {
        IOException why = known(cause);
        if (writeFault == null) {
            writeFault = why;
            link.loop().execute(this::tellReadable); // what is left to read, or why there is nothing
        }
        return why;
    }

    private static IOException known(Throwable cause) {
        return cause instanceof IOException known ? known : new IOException("broken: " + cause, cause);
    }

    private IOException lost(Throwable cause) {
        IOException why = known(cause);
        if (fault == null) {
            fault = why;
            link.loop().execute(this::tellBoth); // the other side may wait for what will never come
            reading.end();
            link.off(SelectionKey.OP_READ);
        }
        return why;
    }

    private void failIfLost() throws IOException {
        IOException why = fault;
        if (why != null) {
            throw why;
        }
    }

    private boolean has(int end) {
        return (ends & end) != 0;
    }
}
