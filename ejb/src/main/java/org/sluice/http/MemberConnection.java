package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;

/**
 * One connection to a member, which carries one exchange at a time. While it is idle, any event ends it: the member's end
 * of it, or unexpected bytes.
 *
 * <pre>
 *   BUSY --rest()--> IDLE --take()--> BUSY
 *     |               ^  \--readable--> LOOKING --nothing was there--> IDLE
 *     +--drop()--> GONE <--drop()----------/
 * </pre>
 */
final class MemberConnection implements Channel.Events {
    private enum State {
        BUSY,
        IDLE,
        LOOKING,
        GONE
    }

    private final Channel channel;
    private final Object key;
    private final MemberConnections pool;
    private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
    private volatile Channel.@Nullable Events user;
    private volatile long idleSince;
    private volatile long keptNanos;

    MemberConnection(Channel channel, Object key, MemberConnections pool) {
        this.channel = channel;
        this.key = key;
        this.pool = pool;
    }

    Channel channel() {
        return channel;
    }

    Object key() {
        return key;
    }

    /** Sets the receiver of the channel's events, which has to try reading once by itself. */
    void usedBy(Channel.Events events) {
        user = events;
    }

    /** Takes it for an exchange, if it is idle; returns whether the caller owns it now. */
    boolean take() {
        return state.compareAndSet(State.IDLE, State.BUSY);
    }

    /** Makes it idle, so that it can be taken. */
    void rest(long now, long forNanos) {
        idleSince = now;
        keptNanos = forNanos;
        user = null;
        state.set(State.IDLE);
        pool.keep(this);
        channel.listen(this); // reports what arrived between the lines above
    }

    /** How long it has been idle. */
    long idleNanos(long now) {
        return now - idleSince;
    }

    boolean isOverdue(long now) {
        return now - idleSince >= keptNanos;
    }

    /** Closes it if it is idle. */
    void dropIdle() {
        if (state.compareAndSet(State.IDLE, State.GONE)) {
            gone();
        }
    }

    /** Closes it. Called by its owner. */
    void drop() {
        if (state.getAndSet(State.GONE) != State.GONE) {
            gone();
        }
    }

    private void gone() {
        user = null;
        pool.forget(this);
        channel.abort();
    }

    @Override
    public void readable() {
        Channel.Events now = user;
        if (now != null) {
            now.readable();
        } else if (state.compareAndSet(State.IDLE, State.LOOKING)) {
            look();
        }
    }

    private void look() {
        boolean quiet;
        try {
            quiet = channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException lost) {
            quiet = false;
        }
        if (quiet) {
            state.set(State.IDLE);
            pool.keepAgain(this);
        } else {
            drop();
        }
    }

    @Override
    public void writable() {
        Channel.Events now = user;
        if (now != null) {
            now.writable();
        }
    }
}
