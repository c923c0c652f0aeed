package org.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pings one side of a relay and waits for answers. Any byte is an answer. A ping that is not answered within three tenths of an
 * interval is repeated once; if that is not answered within three tenths either, the side is silent. So a peer that vanished is
 * found within two intervals: at most 1.1 until the next ping, twice 0.3 after it, and 0.3 left for three sweeps that come half
 * a second late. (Below five seconds the sweeps are coarser than that.)
 *
 * <pre>
 *            interval, plus or minus a tenth          0.3              0.3
 *   answer --------------------------------> ping ----------> ping ----------> silent
 *     ^                                       |                |
 *     +------------- any byte ----------------+----------------+
 * </pre>
 *
 * <p>Called by the sweep only; {@link #answered} by the thread that pumps the side.
 */
final class Pinger {
    private final Relay relay;
    private final Side side;
    private final long intervalNanos;
    /** Whether a missing answer ends the relay. The pings of a guard only keep the server's own timers from firing. */
    private final boolean judges;

    /**
     * Pings carry their number plus this random offset, so that late answers are recognised, and a peer's own pongs are not
     * mistaken for answers.
     */
    private final long offset;

    /** The number of the last ping. Written by the sweep. */
    private volatile long sent;

    private volatile long sentAt;

    /** The highest ping number that a pong has answered. Owned by the thread that pumps the side. */
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
        this.offset = random().nextLong();
        this.nextAt = relay.clock().getAsLong() + jittered();
    }

    /** Whether the answers to these pings never count as activity. */
    boolean isGuard() {
        return !judges;
    }

    /** The time, before which {@link #pingIfDue} has nothing to do. */
    long nextAt() {
        return nextAt;
    }

    /** Sends a ping, or declares the side silent, if it is time to. Called by the sweep. */
    void pingIfDue(long now) {
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

    /** Whether {@code payload} is the first answer to a ping of ours. On the thread that pumps. */
    boolean answered(Side from, ByteBuffer payload) {
        if (from != side || payload.remaining() != Long.BYTES) {
            return false;
        }
        long last = sent;
        long number = payload.getLong(payload.position()) - offset;
        if (number <= answered || number > last) {
            return false;
        }
        answered = number;
        if (number == last) {
            relay.events().answered(relay, side, Duration.ofNanos(relay.clock().getAsLong() - sentAt));
        }
        return true;
    }

    /**
     * Whether the side sent anything since the ping. A side that is not being read, or that our ping cannot reach, counts as
     * alive.
     */
    private boolean isAlive() {
        Progress progress = relay.from(side).progress();
        return progress.received != receivedAtPing
                || progress.blocked
                || progress.delayed
                || !relay.from(side.other()).reachesSink();
    }

    private void ping(long now) {
        long number = sent + 1;
        receivedAtPing = relay.from(side).progress().received;
        waiting = judges;
        nextAt = now + (judges ? intervalNanos * 3 / 10 : jittered());
        sent = number; // before the time, so that a late answer to the previous ping is not measured from this one
        sentAt = now;
        relay.from(side.other()).ping(relay.relays().framesTo(side).ping(offset + number));
    }

    /** The interval plus or minus a tenth, so that many relays do not ping at the same moment. */
    private long jittered() {
        return (long) (intervalNanos * (0.9 + 0.2 * random().nextDouble()));
    }

    private RandomGenerator random() {
        return relay.relays().random();
    }
}
