package org.sluice.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.balancing.Lease;
import org.sluice.health.Source;
import org.sluice.pool.MemberStats;
import org.sluice.pool.PoolMember;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;

/**
 * Keeps account of one relay: its place on the member, its lines in the log, its part of the counters. Made when its
 * handshake was answered; called on whatever thread brought the event about.
 */
public final class RelayAccount implements RelayEvents {
    private static final int INTERNAL_ERROR = 1011;

    private final String id;
    private final String pool;
    private final Lease lease;
    private final Source source;
    private final HandshakeContext.Observers observers;

    /** Keeps of {@code opening} only what the end of the relay needs: a session may last for days. */
    RelayAccount(OpenedHandshake opening, HandshakeContext.Observers observers) {
        this.id = opening.handshake().id();
        this.pool = opening.route().pool();
        this.lease = opening.lease();
        this.source = Source.of(
                opening.handshake().clientAddress(), opening.handshake().path());
        this.observers = observers;
    }

    /** Where the member of a relay stands; empty if this room did not open it. */
    public static Optional<PoolMember> placeOf(OpenRelay relay) {
        return relay.events() instanceof RelayAccount account ? Optional.of(account.place()) : Optional.empty();
    }

    private PoolMember place() {
        return new PoolMember(pool, lease.member().uri());
    }

    /** The client has come. */
    void opened(OpenedHandshake opening) {
        lease.opened();
        observers.counters().opened();
        Map<String, Object> facts = facts();
        facts.put("client", opening.handshake().clientAddress());
        facts.put("waited", opening.took().toMillis() + "ms");
        observers.log().event("relay-opened").withAll(facts).info();
    }

    /** The client never came. */
    void abandoned() {
        lease.close();
        observers.log().event("relay-abandoned").withAll(facts()).info();
    }

    @Override
    public void answered(OpenRelay relay, Side side, Duration roundTrip) {
        if (side == Side.MEMBER) {
            stats().answered(roundTrip);
        }
    }

    @Override
    public void over(OpenRelay relay, CloseCause cause) {
        lease.close();
        observers.ejections().ended(pool, lease.member(), relay.age(), isFaultOfMember(cause), source);
        observers.counters().closed(relay, cause);
        Map<String, Object> facts = facts();
        facts.put("cause", cause.kind());
        facts.put("by", cause.blamed() == null ? "sluice" : cause.blamed());
        // What the side that was left behind was told.
        var told = cause.blamed() == Side.CLIENT ? cause.toMember() : cause.toClient();
        facts.put("code", told.code());
        facts.put("reason", told.reason());
        putUnlessEmpty(facts, "detail", cause.detail());
        putUnlessEmpty(facts, "reset", relay.resets());
        facts.put("lived", relay.age().toMillis() + "ms");
        Traffic fromClient = relay.traffic(Side.CLIENT);
        Traffic fromMember = relay.traffic(Side.MEMBER);
        facts.put("messages", fromClient.messages() + "/" + fromMember.messages());
        facts.put("bytes", fromClient.bytes() + "/" + fromMember.bytes());
        if (stats().answers() > 0) {
            facts.put("rtt", stats().lastRoundTrip().toNanos() / 1000 + "us");
        }
        observers.log().event("relay-closed").withAll(facts).info();
    }

    /** The member lost or broke it, or said itself that something went wrong. */
    private static boolean isFaultOfMember(CloseCause cause) {
        return cause.blamed() == Side.MEMBER
                && switch (cause.kind()) {
                    case LOST, VIOLATION -> true;
                    case CLOSED -> cause.toClient().code() == INTERNAL_ERROR;
                    default -> false;
                };
    }

    private MemberStats stats() {
        return lease.member().stats();
    }

    private static void putUnlessEmpty(Map<String, Object> facts, String key, String text) {
        if (!text.isEmpty()) {
            facts.put(key, text);
        }
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("relay", id);
        facts.put("pool", pool);
        facts.put("member", lease.member().uri());
        return facts;
    }
}
