package org.sluice.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One socket on one loop: its raw reads and writes, and what it is selected for. Every system call of the data path goes
 * through here and is counted. Without TLS it is the {@link ChannelLayer} of its channel, too.
 *
 * <p>A non-blocking socket does not mind an interrupted caller: only blocking calls are closed by an interrupt.
 */
final class LoopSocket implements ByteChannel, ChannelLayer {
    final SocketChannel socket;
    private final EventLoop loop;
    private final SelectionKey key;
    private final AtomicInteger interestChanges = new AtomicInteger();

    /** Belongs to the owner of the reading side. */
    private long reads;

    /** Belongs to the owner of the writing side. */
    private long writes;

    private LoopSocket(SocketChannel socket, EventLoop loop, SelectionKey key) {
        this.socket = socket;
        this.loop = loop;
        this.key = key;
    }

    /** A new socket, registered and selected for nothing. Loop thread. */
    static LoopSocket open(EventLoop loop, ReadyHandler owner) throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return new LoopSocket(socket, loop, socket.register(loop.selector(), 0, owner));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A socket that somebody else connected, registered and selected for nothing. Loop thread. */
    static LoopSocket adopt(EventLoop loop, SocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return new LoopSocket(socket, loop, socket.register(loop.selector(), 0));
    }

    EventLoop loop() {
        return loop;
    }

    boolean connect(SocketAddress address) throws IOException {
        return socket.connect(address);
    }

    boolean finishConnect() throws IOException {
        return socket.finishConnect();
    }

    /** From now on {@code owner} is told; nothing is selected. Loop thread. */
    void handTo(ReadyHandler owner) {
        key.interestOps(0);
        key.attach(owner);
    }

    /** Selects for {@code op} alone. Loop thread, while connecting. */
    void only(int op) {
        key.interestOps(op);
    }

    /** Selects for {@code op} too; wakes the loop if it must be. Any thread. */
    void on(int op) {
        try {
            if ((key.interestOpsOr(op) & op) == 0) {
                interestChanges.incrementAndGet();
                loop.wake();
            }
        } catch (CancelledKeyException e) {
            // closed: there is nothing left to be told
        }
    }

    /** No longer selects for {@code op}. A loop that waits may tell of it once more. Any thread. */
    void off(int op) {
        try {
            if ((key.interestOpsAnd(~op) & op) != 0) {
                interestChanges.incrementAndGet();
            }
        } catch (CancelledKeyException e) {
            // closed: nothing is selected any more
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        reads++;
        return socket.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        writes++;
        return socket.write(from);
    }

    // As a layer: nothing in between. Bytes go straight to the socket, and none are ever kept.

    @Override
    public boolean hasTail() {
        return false;
    }

    @Override
    public boolean holdsUnsent() {
        return false;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public boolean mayHold() {
        return false;
    }

    @Override
    public boolean takesDirect() {
        return true;
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Closes in order. The descriptor goes when the loop has deregistered it, hence the wake-up. Any thread. */
    @Override
    public void close() throws IOException {
        socket.close();
        loop.wake();
    }

    /** RST instead of FIN. Any thread. */
    void reset() {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // closed, or never connected: nothing to reset
        }
        closeQuietly();
    }

    /** As {@link #close()}, where nothing can be lost any more. */
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // the descriptor is gone all the same
        }
    }

    /** As {@link Channel#beforeWrite}: two places of the socket, which is larger than what one look fetches. */
    int beforeUse() {
        return (int) reads + (socket.isConnected() && socket.isOpen() ? 1 : 0);
    }

    long reads() {
        return reads;
    }

    long writes() {
        return writes;
    }

    int interestChanges() {
        return interestChanges.get();
    }
}
