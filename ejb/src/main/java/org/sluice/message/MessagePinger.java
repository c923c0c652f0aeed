package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;

/**
 * Pings one side of a message relay, and listens for any sign of life. A ping without one within three tenths of an interval
 * is repeated at once; as much silence again, and the side is silent. Belongs to the sweep.
 */
final class MessagePinger {
    private final MessageRelay relay;
    private final Side side;
    private final long interval;
    /** Whether an answer is expected; else the pings only keep a server's own timers quiet. */
    private final boolean judges;

    private final RandomGenerator random;
    private long nextAt;
    private boolean waiting;
    private long heardAtPing;
    private int missed;

    private MessagePinger(MessageRelay relay, Side side, Duration interval, boolean judges, RandomGenerator random) {
        this.relay = relay;
        this.side = side;
        this.interval = interval.toNanos();
        this.judges = judges;
        this.random = random;
    }

    /** The one that the terms of {@code relay} want; one that never beats if they want none. */
    static MessagePinger of(MessageRelay relay, Side side, RandomGenerator random, long now) {
        RelayTerms.Heartbeat beat = relay.terms().heartbeat();
        boolean beats = side == Side.CLIENT ? beat.toClient() : beat.toMember();
        Duration guard = side == Side.CLIENT ? beat.guardClient() : Duration.ZERO;
        MessagePinger made = new MessagePinger(relay, side, beats ? beat.interval() : guard, beats, random);
        made.nextAt = now + made.jittered();
        return made;
    }

    void beat(long now) {
        if (interval == 0 || now - nextAt < 0) {
            return;
        }
        if (waiting && heard() != heardAtPing) {
            waiting = false;
            missed = 0;
            nextAt = now + jittered() - interval * 3 / 10;
            return;
        }
        if (waiting && ++missed >= 2) {
            relay.end(CloseCause.silent(side, relay.terms().memberLostCode()));
            return;
        }
        ping(now);
    }

    private void ping(long now) {
        heardAtPing = heard();
        waiting = judges;
        nextAt = now + (judges ? interval * 3 / 10 : jittered());
        try {
            relay.peer(side).ping(ByteBuffer.allocate(Long.BYTES).putLong(0, random.nextLong()));
        } catch (IOException | RuntimeException broken) {
            relay.sinkBroke(side, broken);
        }
    }

    private long heard() {
        return relay.way(side).parts() + relay.way(side).signs();
    }

    /** Give or take a tenth, so that many relays do not beat in step. */
    private long jittered() {
        return (long) (interval * (0.9 + 0.2 * random.nextDouble()));
    }
}
