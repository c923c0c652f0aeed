package org.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pings one side of a relay and listens for its answers. Any byte is an answer. A ping that is not answered within half an
 * interval is repeated at once; one more half interval of silence, and the side is silent. So a peer that vanished is found
 * within two intervals.
 *
 * <p>Beaten by the sweep alone; {@link #answered} comes from whoever pumps the side's direction.
 */
final class Heart {
    private final Relay relay;
    private final Side side;
    private final long intervalNanos;
    /** Whether an answer is expected; a guard's pings only keep the server's own timers quiet. */
    private final boolean judges;

    /** The payload of the ping that is on its way; 0 if none is. */
    private volatile long nonce;

    private volatile long sentAt;
    private long receivedAtPing;
    private long nextAt;
    private int missed;

    Heart(Relay relay, Side side, Duration interval, boolean judges) {
        this.relay = relay;
        this.side = side;
        this.intervalNanos = interval.toNanos();
        this.judges = judges;
        this.nextAt = relay.clock().getAsLong() + jittered();
    }

    /** Whether answers to these pings may count as life. */
    boolean isGuard() {
        return !judges;
    }

    /** The sweep has come by. */
    void beat(long now) {
        if (now - nextAt < 0) {
            return;
        }
        boolean waiting = nonce != 0;
        if (!waiting || isAlive() || !judges) {
            missed = 0;
            if (waiting && now - sentAt < intervalNanos * 3 / 4) {
                nonce = 0;
                nextAt = sentAt + jittered();
                return;
            }
        } else if (++missed == 2) {
            relay.end(CloseCause.silent(side));
            return;
        }
        ping(now);
    }

    /** Whether {@code payload} answers our ping. On the thread that pumps. */
    boolean answered(Side from, ByteBuffer payload) {
        long expected = nonce;
        if (from != side
                || expected == 0
                || payload.remaining() != Long.BYTES
                || payload.getLong(payload.position()) != expected) {
            return false;
        }
        relay.events().answered(relay, side, Duration.ofNanos(relay.clock().getAsLong() - sentAt));
        return true;
    }

    /** Any byte since the ping is an answer, and who cannot be heard or reached just now is not judged. */
    private boolean isAlive() {
        Progress heard = relay.from(side).progress();
        return heard.received != receivedAtPing
                || heard.blocked
                || heard.delayed
                || !relay.from(side.other()).reachesSink();
    }

    private void ping(long now) {
        receivedAtPing = relay.from(side).progress().received;
        sentAt = now;
        nonce = random().nextLong() | 1;
        nextAt = now + (judges ? intervalNanos / 2 : jittered());
        relay.from(side.other()).ping(relay.relays().framesTo(side).ping(nonce));
    }

    /** The interval, give or take a tenth, so that many relays do not beat in step. */
    private long jittered() {
        return (long) (intervalNanos * (0.9 + 0.2 * random().nextDouble()));
    }

    private RandomGenerator random() {
        return relay.relays().random();
    }
}
