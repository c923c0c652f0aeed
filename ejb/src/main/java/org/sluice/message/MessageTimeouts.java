package org.sluice.message;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;

/**
 * Checks the timeouts of one message relay at every sweep: idle, write and close timeout, the maximum lifetime, and whether a
 * session is gone without an event. The fields are owned by the sweep; the volatile ones are set by any thread.
 */
final class MessageTimeouts {
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final long SHORT_WAIT = Duration.ofSeconds(1).toNanos();

    private final MessageRelay relay;
    private final RelayTerms terms;
    private final LongSupplier clock;
    private final Outbox toClient;
    private final Outbox toMember;
    private final MessagePinger client;
    private final MessagePinger member;
    private final long openedAt;
    private final long endsAt;
    private long activity;
    private long lastActivityAt;
    private long takenByMember;
    private long takenAt;
    /** Whether a close was sent only at the close timeout, and its side is given a little more time to end. */
    private boolean timedOutOnce;

    private volatile long endBegan = NOT_YET;
    private volatile long clientSuspectAt = NOT_YET;
    private volatile long memberSuspectAt = NOT_YET;

    /** The outboxes show whether a send does not return. */
    MessageTimeouts(MessageRelay relay, Outbox toClient, Outbox toMember, LongSupplier clock, RandomGenerator random) {
        this.relay = relay;
        this.terms = relay.terms();
        this.clock = clock;
        this.toClient = toClient;
        this.toMember = toMember;
        this.openedAt = clock.getAsLong();
        this.lastActivityAt = openedAt;
        this.takenAt = openedAt;
        long lifetime = terms.maxLifetime().toNanos();
        this.endsAt = lifetime == 0 ? NOT_YET : openedAt + (long) (lifetime * (0.9 + 0.2 * random.nextDouble()));
        this.client = MessagePinger.of(relay, Side.CLIENT, random, openedAt);
        this.member = MessagePinger.of(relay, Side.MEMBER, random, openedAt);
    }

    Duration age() {
        return Duration.ofNanos(clock.getAsLong() - openedAt);
    }

    void endBegan() {
        endBegan = clock.getAsLong();
    }

    /** A send to {@code side} failed. */
    void suspectLoss(Side side) {
        if (side == Side.CLIENT) {
            clientSuspectAt = clock.getAsLong();
        } else {
            memberSuspectAt = clock.getAsLong();
        }
    }

    void sweep(long now) {
        for (Side side : Side.values()) {
            if (relay.peer(side).isGone()) {
                relay.gone(side, false);
            }
        }
        if (endBegan == NOT_YET) {
            checkOpen(now);
        } else if (now - endBegan >= terms.closeTimeout().toNanos() + (timedOutOnce ? SHORT_WAIT : 0)) {
            if (timedOutOnce || !relay.closeTimedOut()) {
                relay.resetRest("did not end in time");
            }
            timedOutOnce = true;
        }
    }

    private void checkOpen(long now) {
        checkSuspects(now);
        checkWrites(now);
        long activityNow = activityOf(Side.CLIENT) + activityOf(Side.MEMBER);
        if (activityNow != activity || relay.peer(Side.MEMBER).waiting() > 0 || isBusy()) {
            activity = activityNow;
            lastActivityAt = now;
        } else if (isPast(terms.idleTimeout(), now - lastActivityAt)) {
            relay.end(CloseCause.idle(terms.idleTimeout()));
        }
        if (endsAt != NOT_YET && now - endsAt >= 0) {
            relay.end(CloseCause.lifetime());
        }
        client.pingIfDue(now);
        member.pingIfDue(now);
    }

    private boolean isBusy() {
        return toClient.busySince() != Outbox.IDLE || toMember.busySince() != Outbox.IDLE;
    }

    private void checkSuspects(long now) {
        if (isDue(clientSuspectAt, now)) {
            relay.lose(Side.CLIENT);
        }
        if (isDue(memberSuspectAt, now)) {
            relay.lose(Side.MEMBER);
        }
    }

    private static boolean isDue(long suspectAt, long now) {
        return suspectAt != NOT_YET && now - suspectAt >= SHORT_WAIT;
    }

    private void checkWrites(long now) {
        long taken = relay.peer(Side.MEMBER).taken();
        if (relay.peer(Side.MEMBER).waiting() == 0 || taken != takenByMember) {
            takenByMember = taken;
            takenAt = now;
        } else if (isPast(terms.writeTimeout(), now - takenAt)) {
            relay.writeTimedOut(Side.MEMBER);
        }
        long busySince = toClient.busySince();
        if (busySince != Outbox.IDLE && isPast(terms.writeTimeout(), now - busySince)) {
            relay.writeTimedOut(Side.CLIENT);
        }
    }

    /**
     * What a side has sent. Pongs count only if they answer a heartbeat, not a ping that keeps a server's own timers from
     * firing.
     */
    private long activityOf(Side side) {
        MessagePump pump = relay.pump(side);
        boolean counts = terms.idleCountsPongs()
                && (side == Side.CLIENT
                        ? terms.heartbeat().toClient()
                        : terms.heartbeat().toMember());
        return pump.parts() + (counts ? pump.signs() : 0);
    }

    private static boolean isPast(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
