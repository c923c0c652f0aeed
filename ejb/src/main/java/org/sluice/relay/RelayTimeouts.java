package org.sluice.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks at one relay at every sweep: has it been idle, does a side take nothing, does it lag in the middle of a frame or in
 * the closing handshake? Nothing is scheduled per relay or per message: the directions count, the sweep compares.
 *
 * <p>What a look at a quiet relay needs is held here, and nothing else is asked: there are thousands of them, none is in any
 * cache, and each object more that is touched would be felt.
 *
 * <p>The fields belong to the sweep, which is one thread at a time; the volatile ones are set by whoever sees the fact.
 */
final class RelayTimeouts {
    /** How long a side is given to end its connection that was told late. */
    private static final long LINGER = Duration.ofSeconds(1).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    /** Beyond every interval. */
    private static final long FAR_AWAY = Long.MAX_VALUE / 4;

    /** One direction as the last sweep saw it. */
    private static final class Look {
        private long received;
        private long sent;
        private long readAt;
        private long takenAt;
        private boolean blocked;
        private long suspectedAt = NOT_YET;

        Look(long now) {
            readAt = now;
            takenAt = now;
        }
    }

    private final Relay relay;
    private final RelayTerms terms;
    private final LongSupplier clock;
    private final Progress fromClient;
    private final Progress fromMember;
    private final long born;
    private final long dies;
    private final Look client;
    private final Look member;
    private long life;
    private long aliveAt;
    private long beatsAt;
    private boolean lastWord;

    private volatile long endBegan = NOT_YET;
    private volatile boolean clientSuspect;
    private volatile boolean memberSuspect;

    RelayTimeouts(Relay relay, RelayTerms terms, LongSupplier clock, double jitter) {
        this.relay = relay;
        this.terms = terms;
        this.clock = clock;
        this.fromClient = relay.from(Side.CLIENT).progress();
        this.fromMember = relay.from(Side.MEMBER).progress();
        this.born = clock.getAsLong();
        this.aliveAt = born;
        this.beatsAt = born;
        this.client = new Look(born);
        this.member = new Look(born);
        long lifetime = terms.maxLifetime().toNanos();
        this.dies = lifetime == 0 ? NOT_YET : born + (long) (lifetime * (0.9 + 0.2 * jitter));
    }

    Duration age() {
        return Duration.ofNanos(clock.getAsLong() - born);
    }

    /** The relay has begun to end, if it has. Any thread. */
    void endBegan(CloseState closing) {
        if (endBegan == NOT_YET && closing.cause().isPresent()) {
            endBegan = clock.getAsLong();
        }
    }

    /** Writing to {@code side} failed; reading from it should soon tell why. Any thread. */
    void suspect(Side side) {
        if (side == Side.CLIENT) {
            clientSuspect = true;
        } else {
            memberSuspect = true;
        }
    }

    void sweep(long now) {
        if (clientSuspect) {
            letGo(Side.CLIENT, client, now);
        }
        if (memberSuspect) {
            letGo(Side.MEMBER, member, now);
        }
        look(Side.CLIENT, client, now);
        look(Side.MEMBER, member, now);
        if (endBegan == NOT_YET) {
            living(now);
        } else if (relay.closing().isHalfClosed()) {
            halfClosed(now);
        } else {
            closing(now);
        }
    }

    /**
     * A side that was suspect one sweep ago is lost if nothing more came of it; if it goes on and on, after the close timeout.
     * As long as its bytes wait for the side across, they are worth more than the time.
     */
    private void letGo(Side side, Look look, long now) {
        if (look.suspectedAt == NOT_YET || isHeldBack(from(side))) {
            look.suspectedAt = now;
            return;
        }
        boolean speaks = from(side).received != look.received;
        if (!speaks || now - look.suspectedAt >= terms.closeTimeout().toNanos()) {
            relay.ended(side, true);
        }
    }

    private void look(Side from, Look look, long now) {
        Progress seen = from(from);
        if (seen.sent != look.sent || !seen.blocked || !look.blocked) {
            look.sent = seen.sent;
            look.blocked = seen.blocked;
            look.takenAt = now;
        } else if (isPast(terms.writeTimeout(), now - look.takenAt)) {
            relay.end(CloseCause.slow(from.other()));
        }
        if (seen.received != look.received || seen.blocked || seen.delayed) {
            look.received = seen.received;
            look.readAt = now;
        } else if (isPast(terms.frameTimeout(), now - look.readAt)) {
            // Asked this late, because the scanner of a quiet relay is in no cache, and there are thousands of them.
            look.readAt = now;
            if (relay.from(from).scanner().awaitsRest()) {
                relay.ended(from, true);
            }
        }
        if (seen.delayed) {
            relay.from(from).signal();
        }
    }

    private void living(long now) {
        if (isIdle(now)) {
            relay.end(CloseCause.idle(terms.idleTimeout()));
        } else if (isTooOld(now)) {
            relay.end(CloseCause.lifetime());
        } else if (now - beatsAt >= 0) {
            beat(now);
        }
    }

    /**
     * The member goes on for as long as in an open relay; only once it has ended, too, does the close timeout begin. A client that
     * takes nothing any more has no longer than that either.
     */
    private void halfClosed(long now) {
        boolean stuck = isPast(terms.closeTimeout(), now - member.takenAt);
        if (stuck || isIdle(now) || isTooOld(now)) {
            lastWord = true;
            endBegan = now - terms.closeTimeout().toNanos();
            relay.carryOut(relay.closing().timedOut());
        } else {
            endBegan = now;
        }
    }

    private boolean isIdle(long now) {
        long lifeNow = lifeOf(fromClient) + lifeOf(fromMember);
        if (lifeNow != life || isHeldBack(fromClient) || isHeldBack(fromMember)) {
            life = lifeNow;
            aliveAt = now;
            return false;
        }
        return isPast(terms.idleTimeout(), now - aliveAt);
    }

    private boolean isTooOld(long now) {
        return dies != NOT_YET && now - dies >= 0;
    }

    private void beat(long now) {
        long next = now + FAR_AWAY;
        for (Pinger pinger : relay.pingers()) {
            pinger.beat(now);
            next = Math.min(next, pinger.nextAt());
        }
        beatsAt = next;
    }

    private Progress from(Side side) {
        return side == Side.CLIENT ? fromClient : fromMember;
    }

    /** What we do not read is not judged: its brake is the write timeout of the side across. */
    private static boolean isHeldBack(Progress seen) {
        return seen.blocked || seen.delayed;
    }

    private long lifeOf(Progress seen) {
        return seen.received - seen.guardPongBytes - (terms.idleCountsPongs() ? 0 : seen.ownPongBytes);
    }

    private void closing(long now) {
        long since = now - endBegan;
        if (lastWord) {
            if (since >= terms.closeTimeout().toNanos() + LINGER) {
                relay.abandon();
            }
        } else if (since >= terms.closeTimeout().toNanos()) {
            lastWord = true;
            relay.carryOut(relay.closing().timedOut());
        }
    }

    private static boolean isPast(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }

    Optional<Duration> closingFor() {
        return endBegan == NOT_YET ? Optional.empty() : Optional.of(Duration.ofNanos(clock.getAsLong() - endBegan));
    }
}
