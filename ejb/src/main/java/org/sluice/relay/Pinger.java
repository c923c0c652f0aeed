package org.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pings one side of a relay and listens for its answers. Any byte is an answer. A ping that is not answered within three
 * tenths of an interval is repeated at once; as much silence again, and the side is silent. So a peer that vanished is found
 * within two intervals: at most 1.1 until the next ping, twice 0.3 behind it, and 0.3 left for three sweeps that come half a
 * second late. (Below five seconds the sweeps are coarser than that.)
 *
 * <pre>
 *            interval, give or take a tenth           0.3              0.3
 *   answer --------------------------------> ping ----------> ping ----------> silent
 *     ^                                       |                |
 *     +------------- any byte ----------------+----------------+
 * </pre>
 *
 * <p>Beaten by the sweep alone; {@link #answered} comes from whoever pumps the side's direction.
 */
final class Pinger {
    private final Relay relay;
    private final Side side;
    private final long intervalNanos;
    /** Whether an answer is expected; a guard's pings only keep the server's own timers quiet. */
    private final boolean judges;

    /** Pings carry their number, added to this, so that a late answer is known too, and nobody else's is taken for one. */
    private final long secret;

    /** The number of the last ping. Written by the sweep. */
    private volatile long sent;

    private volatile long sentAt;

    /** The number of the last ping that was answered by its pong. Owned by the side's direction. */
    private long answered;

    // Owned by the sweep.
    private boolean waiting;
    private long receivedAtPing;
    private long nextAt;
    private int missed;

    Pinger(Relay relay, Side side, Duration interval, boolean judges) {
        this.relay = relay;
        this.side = side;
        this.intervalNanos = interval.toNanos();
        this.judges = judges;
        this.secret = random().nextLong();
        this.nextAt = relay.clock().getAsLong() + jittered();
    }

    /** Whether answers to these pings never count as life. */
    boolean isGuard() {
        return !judges;
    }

    /** When {@link #beat} has something to do again; it has nothing before. */
    long nextAt() {
        return nextAt;
    }

    /** The sweep has come by. */
    void beat(long now) {
        if (now - nextAt >= 0 && !isAnswered(now) && !isSilent()) {
            ping(now);
        }
    }

    /** Whether the last ping was answered and the next one is still to come. */
    private boolean isAnswered(long now) {
        if (!waiting || !isAlive()) {
            return false;
        }
        waiting = false;
        missed = 0;
        nextAt = sentAt + jittered();
        return now - nextAt < 0;
    }

    private boolean isSilent() {
        if (!waiting || ++missed < 2) {
            return false;
        }
        relay.end(CloseCause.silent(side, relay.terms().memberLostCode()));
        return true;
    }

    /** Whether {@code payload} answers a ping of ours, for the first time. On the thread that pumps. */
    boolean answered(Side from, ByteBuffer payload) {
        if (from != side || payload.remaining() != Long.BYTES) {
            return false;
        }
        long last = sent;
        long number = payload.getLong(payload.position()) - secret;
        if (number <= answered || number > last) {
            return false;
        }
        answered = number;
        if (number == last) {
            relay.events().answered(relay, side, Duration.ofNanos(relay.clock().getAsLong() - sentAt));
        }
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
        long number = sent + 1;
        receivedAtPing = relay.from(side).progress().received;
        waiting = judges;
        nextAt = now + (judges ? intervalNanos * 3 / 10 : jittered());
        sent = number; // before the time, so that the answer to the ping before is never measured from this one
        sentAt = now;
        relay.from(side.other()).ping(relay.relays().framesTo(side).ping(secret + number));
    }

    /** The interval, give or take a tenth, so that many relays do not beat in step. */
    private long jittered() {
        return (long) (intervalNanos * (0.9 + 0.2 * random().nextDouble()));
    }

    private RandomGenerator random() {
        return relay.relays().random();
    }
}
