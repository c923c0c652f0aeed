package org.sluice.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks whether the peer of a socket of somebody else's has gone. Lives on its loop's thread, but for {@link #cancel}. */
final class SocketWatch implements ReadyHandler, LoopDeadline, Loop.Alarm {
    private final EventLoop loop;
    private final SocketChannel socket;
    private final Runnable ended;
    private final long begins;
    private @Nullable SelectionKey key;
    private volatile boolean cancelled;

    private SocketWatch(EventLoop loop, SocketChannel socket, Duration after, Runnable ended) {
        this.loop = loop;
        this.socket = socket;
        this.ended = ended;
        this.begins = System.nanoTime() + after.toNanos();
    }

    /** See {@link Loop#watch}. Any thread. */
    static SocketWatch start(EventLoop loop, SocketChannel socket, Duration after, Runnable ended) {
        SocketWatch watch = new SocketWatch(loop, socket, after, ended);
        boolean unused = loop.execute(watch::schedule);
        return watch;
    }

    private void schedule() {
        if (!cancelled && !loop.isClosing()) {
            loop.schedule(this);
        }
    }

    @Override
    public long due() {
        return begins;
    }

    /** Most are not needed any more by now. */
    @Override
    public void late() {
        if (cancelled) {
            return;
        }
        try {
            key = socket.register(loop.selector(), SelectionKey.OP_READ, this);
        } catch (ClosedChannelException e) {
            ended.run();
        } catch (RuntimeException e) {
            // in blocking use, or on this selector: it cannot be watched
        }
    }

    /** There is an end, a fault, or there are bytes; these alone can be counted without being read. */
    @Override
    public void ready(int ops) {
        letGo();
        if (!cancelled && isAtItsEnd()) {
            ended.run();
        }
    }

    private boolean isAtItsEnd() {
        try {
            return socket.socket().getInputStream().available() == 0;
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** A key that is only cancelled would keep the descriptor, or be found by whom the socket is handed to. */
    private void letGo() {
        SelectionKey mine = key;
        key = null;
        if (mine != null) {
            mine.cancel();
            loop.deregister();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        boolean unused = loop.execute(() -> {
            loop.unschedule(this);
            letGo();
        });
    }

    @Override
    public void shut() {
        cancelled = true;
    }
}
