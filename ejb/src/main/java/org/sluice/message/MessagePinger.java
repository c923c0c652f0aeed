package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;

/**
 * Pings one side of a message relay, and waits for anything that it sends. A ping without an answer for three tenths of an
 * interval is repeated once; after as long without an answer again, the side is silent. Owned by the sweep.
 */
final class MessagePinger {
    private final MessageRelay relay;
    private final Side side;
    private final long interval;
    /** Whether a missing answer ends the relay; otherwise the pings only keep a server's own timers from firing. */
    private final boolean judges;

    private final RandomGenerator random;
    private long nextAt;
    private boolean waiting;
    private long receivedAtPing;
    private int missed;

    private MessagePinger(MessageRelay relay, Side side, Duration interval, boolean judges, RandomGenerator random) {
        this.relay = relay;
        this.side = side;
        this.interval = interval.toNanos();
        this.judges = judges;
        this.random = random;
    }

    /** A pinger as the terms of {@code relay} say; it never pings if they want no pings. */
    static MessagePinger of(MessageRelay relay, Side side, RandomGenerator random, long now) {
        RelayTerms.Heartbeat heartbeat = relay.terms().heartbeat();
        boolean pings = side == Side.CLIENT ? heartbeat.toClient() : heartbeat.toMember();
        Duration guard = side == Side.CLIENT ? heartbeat.guardClient() : Duration.ZERO;
        MessagePinger made = new MessagePinger(relay, side, pings ? heartbeat.interval() : guard, pings, random);
        made.nextAt = now + made.jittered();
        return made;
    }

    void pingIfDue(long now) {
        if (interval == 0 || now - nextAt < 0) {
            return;
        }
        if (waiting && received() != receivedAtPing) {
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
        receivedAtPing = received();
        waiting = judges;
        nextAt = now + (judges ? interval * 3 / 10 : jittered());
        try {
            relay.peer(side).ping(ByteBuffer.allocate(Long.BYTES).putLong(0, random.nextLong()));
        } catch (IOException | RuntimeException broken) {
            relay.sendFailed(side, broken);
        }
    }

    private long received() {
        return relay.pump(side).parts() + relay.pump(side).signs();
    }

    /** The interval plus or minus a tenth, so that many relays do not ping at the same moment. */
    private long jittered() {
        return (long) (interval * (0.9 + 0.2 * random.nextDouble()));
    }
}
