package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;

/**
 * One connection to a member, which carries one exchange after the other. While none uses it, whatever comes of it ends it: its
 * end, or bytes that nobody asked for.
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
    private final MemberConnections home;
    private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
    private volatile Channel.@Nullable Events user;
    private volatile long idleSince;
    private volatile long keptNanos;

    MemberConnection(Channel channel, Object key, MemberConnections home) {
        this.channel = channel;
        this.key = key;
        this.home = home;
    }

    Channel channel() {
        return channel;
    }

    Object key() {
        return key;
    }

    /** By whom it is used from now on, who has to look once by itself. */
    void usedBy(Channel.Events events) {
        user = events;
    }

    /** Whether it was idle, and is the caller's now. */
    boolean take() {
        return state.compareAndSet(State.IDLE, State.BUSY);
    }

    /** Nobody uses it from now on, and it may be taken. */
    void rest(long now, long forNanos) {
        idleSince = now;
        keptNanos = forNanos;
        user = null;
        state.set(State.IDLE);
        home.keep(this);
        channel.listen(this); // tells of what came between the lines above
    }

    /** For how long nobody has used it. */
    long idleNanos(long now) {
        return now - idleSince;
    }

    boolean isOverdue(long now) {
        return now - idleSince >= keptNanos;
    }

    /** Ends it, unless somebody uses it. */
    void dropIdle() {
        if (state.compareAndSet(State.IDLE, State.GONE)) {
            gone();
        }
    }

    /** Ends it. By whoever uses it. */
    void drop() {
        if (state.getAndSet(State.GONE) != State.GONE) {
            gone();
        }
    }

    private void gone() {
        user = null;
        home.forget(this);
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
            home.keepAgain(this);
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
