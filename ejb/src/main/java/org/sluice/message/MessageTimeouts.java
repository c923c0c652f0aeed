package org.sluice.message;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;

/**
 * Looks at one message relay at every sweep: is it idle, does a side take nothing, is one gone without a word, does the
 * closing handshake take too long? The fields belong to the sweep but for the volatile ones, set by whoever sees the fact.
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
    private final long born;
    private final long dies;
    private long life;
    private long aliveAt;
    private long takenByMember;
    private long takenAt;
    /** Whether somebody was told only when the close timeout had passed, and has a moment to end. */
    private boolean toldLate;

    private volatile long endBegan = NOT_YET;
    private volatile long clientSuspectAt = NOT_YET;
    private volatile long memberSuspectAt = NOT_YET;

    /** Where it is seen that a send does not return. */
    record Boxes(Outbox toClient, Outbox toMember) {}

    MessageTimeouts(MessageRelay relay, Boxes boxes, LongSupplier clock, RandomGenerator random) {
        this.relay = relay;
        this.terms = relay.terms();
        this.clock = clock;
        this.toClient = boxes.toClient();
        this.toMember = boxes.toMember();
        this.born = clock.getAsLong();
        this.aliveAt = born;
        this.takenAt = born;
        long lifetime = terms.maxLifetime().toNanos();
        this.dies = lifetime == 0 ? NOT_YET : born + (long) (lifetime * (0.9 + 0.2 * random.nextDouble()));
        this.client = MessagePinger.of(relay, Side.CLIENT, random, born);
        this.member = MessagePinger.of(relay, Side.MEMBER, random, born);
    }

    Duration age() {
        return Duration.ofNanos(clock.getAsLong() - born);
    }

    void endBegan() {
        endBegan = clock.getAsLong();
    }

    /** A send to {@code side} failed. */
    void suspect(Side side) {
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
            living(now);
        } else if (now - endBegan >= terms.closeTimeout().toNanos() + (toldLate ? SHORT_WAIT : 0)) {
            if (toldLate || !relay.timedOut()) {
                relay.dropRest("did not end in time");
            }
            toldLate = true;
        }
    }

    private void living(long now) {
        suspects(now);
        slow(now);
        long lifeNow = lifeOf(Side.CLIENT) + lifeOf(Side.MEMBER);
        if (lifeNow != life || relay.peer(Side.MEMBER).waiting() > 0 || isBusy()) {
            life = lifeNow;
            aliveAt = now;
        } else if (isPast(terms.idleTimeout(), now - aliveAt)) {
            relay.end(CloseCause.idle(terms.idleTimeout()));
        }
        if (dies != NOT_YET && now - dies >= 0) {
            relay.end(CloseCause.lifetime());
        }
        client.beat(now);
        member.beat(now);
    }

    private boolean isBusy() {
        return toClient.busySince() != Outbox.IDLE || toMember.busySince() != Outbox.IDLE;
    }

    private void suspects(long now) {
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

    private void slow(long now) {
        long taken = relay.peer(Side.MEMBER).taken();
        if (relay.peer(Side.MEMBER).waiting() == 0 || taken != takenByMember) {
            takenByMember = taken;
            takenAt = now;
        } else if (isPast(terms.writeTimeout(), now - takenAt)) {
            relay.slow(Side.MEMBER);
        }
        long busySince = toClient.busySince();
        if (busySince != Outbox.IDLE && isPast(terms.writeTimeout(), now - busySince)) {
            relay.slow(Side.CLIENT);
        }
    }

    /** Pongs count only where they answer a heartbeat; those that keep a server's own timers quiet never do. */
    private long lifeOf(Side side) {
        MessagePump way = relay.way(side);
        boolean counts = terms.idleCountsPongs()
                && (side == Side.CLIENT
                        ? terms.heartbeat().toClient()
                        : terms.heartbeat().toMember());
        return way.parts() + (counts ? way.signs() : 0);
    }

    private static boolean isPast(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
