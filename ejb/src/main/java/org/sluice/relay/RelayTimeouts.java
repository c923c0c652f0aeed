package org.sluice.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Checks the timeouts of one relay at every sweep: idle, write, frame and close timeout, and the maximum lifetime. Nothing is
 * scheduled per relay or per message: the pumps count ({@link Progress}), the sweep compares.
 *
 * <p>Everything needed to check a quiet relay is kept here: there may be thousands of quiet relays, none of them in a CPU
 * cache, and each further object would cost a cache miss.
 *
 * <p>The fields are owned by the sweep, which is one thread at a time; the volatile ones are set by any thread.
 */
final class RelayTimeouts {
    /** How long a side that got its close only at the close timeout may take to end its connection. */
    private static final long LINGER = Duration.ofSeconds(1).toNanos();

    private static final long NOT_YET = Long.MIN_VALUE;

    /** Later than any interval. */
    private static final long FAR_AWAY = Long.MAX_VALUE / 4;

    /** The counters of one direction at the last sweep. */
    private static final class Sample {
        private long received;
        private long sent;
        private long readAt;
        private long takenAt;
        private boolean blocked;
        private long suspectedAt = NOT_YET;

        Sample(long now) {
            readAt = now;
            takenAt = now;
        }
    }

    private final Relay relay;
    private final RelayTerms terms;
    private final LongSupplier clock;
    private final Progress fromClient;
    private final Progress fromMember;
    private final long openedAt;
    private final long endsAt;
    private final Sample client;
    private final Sample member;
    private long activity;
    private long lastActivityAt;
    private long nextPingAt;
    private boolean timedOutOnce;

    private volatile long endBegan = NOT_YET;
    private volatile boolean clientSuspect;
    private volatile boolean memberSuspect;

    RelayTimeouts(Relay relay, RelayTerms terms, LongSupplier clock, double jitter) {
        this.relay = relay;
        this.terms = terms;
        this.clock = clock;
        this.fromClient = relay.from(Side.CLIENT).progress();
        this.fromMember = relay.from(Side.MEMBER).progress();
        this.openedAt = clock.getAsLong();
        this.lastActivityAt = openedAt;
        this.nextPingAt = openedAt;
        this.client = new Sample(openedAt);
        this.member = new Sample(openedAt);
        long lifetime = terms.maxLifetime().toNanos();
        this.endsAt = lifetime == 0 ? NOT_YET : openedAt + (long) (lifetime * (0.9 + 0.2 * jitter));
    }

    Duration age() {
        return Duration.ofNanos(clock.getAsLong() - openedAt);
    }

    /** Notes the time if the relay has begun to end. Any thread. */
    void endBegan(CloseState closeState) {
        if (endBegan == NOT_YET && closeState.cause().isPresent()) {
            endBegan = clock.getAsLong();
        }
    }

    /** Writing to {@code side} failed, and reading from it should soon show why. Any thread. */
    void suspectLoss(Side side) {
        if (side == Side.CLIENT) {
            clientSuspect = true;
        } else {
            memberSuspect = true;
        }
    }

    void sweep(long now) {
        if (clientSuspect) {
            endIfSilent(Side.CLIENT, client, now);
        }
        if (memberSuspect) {
            endIfSilent(Side.MEMBER, member, now);
        }
        checkDirection(Side.CLIENT, client, now);
        checkDirection(Side.MEMBER, member, now);
        if (endBegan == NOT_YET) {
            checkOpen(now);
        } else if (relay.closeState().isHalfClosed()) {
            checkHalfClosed(now);
        } else {
            checkClosing(now);
        }
    }

    /**
     * Ends a side to which writing failed: at the next sweep if it has sent nothing more since, otherwise after the close
     * timeout. The time does not run while its bytes wait for the other side to accept them.
     */
    private void endIfSilent(Side side, Sample sample, long now) {
        if (sample.suspectedAt == NOT_YET || isHeldBack(from(side))) {
            sample.suspectedAt = now;
            return;
        }
        boolean stillSends = from(side).received != sample.received;
        if (!stillSends || now - sample.suspectedAt >= terms.closeTimeout().toNanos()) {
            relay.ended(side, true);
        }
    }

    private void checkDirection(Side from, Sample sample, long now) {
        Progress progress = from(from);
        if (progress.sent != sample.sent || !progress.blocked || !sample.blocked) {
            sample.sent = progress.sent;
            sample.blocked = progress.blocked;
            sample.takenAt = now;
        } else if (isPast(terms.writeTimeout(), now - sample.takenAt)) {
            relay.end(CloseCause.slow(from.other()));
        }
        if (progress.received != sample.received || progress.blocked || progress.delayed) {
            sample.received = progress.received;
            sample.readAt = now;
        } else if (isPast(terms.frameTimeout(), now - sample.readAt)) {
            // Checked last, because the scanner of a quiet relay is not in a CPU cache.
            sample.readAt = now;
            if (relay.from(from).scanner().awaitsRest()) {
                relay.ended(from, true);
            }
        }
        if (progress.delayed) {
            relay.from(from).signal();
        }
    }

    private void checkOpen(long now) {
        if (isIdle(now)) {
            relay.end(CloseCause.idle(terms.idleTimeout()));
        } else if (isTooOld(now)) {
            relay.end(CloseCause.lifetime());
        } else if (now - nextPingAt >= 0) {
            pingIfDue(now);
        }
    }

    /**
     * The client has ended its sending side. The member may go on sending within the limits of an open relay; the close timeout
     * begins once it has ended, too. A client that accepts nothing for the close timeout ends the relay.
     */
    private void checkHalfClosed(long now) {
        boolean stuck = isPast(terms.closeTimeout(), now - member.takenAt);
        if (stuck || isIdle(now) || isTooOld(now)) {
            timedOutOnce = true;
            endBegan = now - terms.closeTimeout().toNanos();
            relay.carryOut(relay.closeState().closeTimedOut());
        } else {
            endBegan = now;
        }
    }

    private boolean isIdle(long now) {
        long activityNow = activityOf(fromClient) + activityOf(fromMember);
        if (activityNow != activity || isHeldBack(fromClient) || isHeldBack(fromMember)) {
            activity = activityNow;
            lastActivityAt = now;
            return false;
        }
        return isPast(terms.idleTimeout(), now - lastActivityAt);
    }

    private boolean isTooOld(long now) {
        return endsAt != NOT_YET && now - endsAt >= 0;
    }

    private void pingIfDue(long now) {
        long next = now + FAR_AWAY;
        for (Pinger pinger : relay.pingers()) {
            pinger.pingIfDue(now);
            next = Math.min(next, pinger.nextAt());
        }
        nextPingAt = next;
    }

    private Progress from(Side side) {
        return side == Side.CLIENT ? fromClient : fromMember;
    }

    /**
     * Whether the source is not being read at the moment. It is not checked then; the write timeout of the other side applies.
     */
    private static boolean isHeldBack(Progress progress) {
        return progress.blocked || progress.delayed;
    }

    private long activityOf(Progress progress) {
        return progress.received - progress.guardPongBytes - (terms.idleCountsPongs() ? 0 : progress.ownPongBytes);
    }

    private void checkClosing(long now) {
        long since = now - endBegan;
        if (timedOutOnce) {
            if (since >= terms.closeTimeout().toNanos() + LINGER) {
                relay.abandon();
            }
        } else if (since >= terms.closeTimeout().toNanos()) {
            timedOutOnce = true;
            relay.carryOut(relay.closeState().closeTimedOut());
        }
    }

    private static boolean isPast(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
