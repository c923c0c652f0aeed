package org.sluice.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.balancing.Lease;
import org.sluice.health.Source;
import org.sluice.journal.LogQueue;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.MemberStats;
import org.sluice.pool.PoolMember;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;

/**
 * The accounting of one relay: its lease, its log lines, its counters. Created when a member accepted the handshake; called on
 * the thread that caused the event.
 */
public final class RelayAccount implements RelayEvents {
    private static final int INTERNAL_ERROR = 1011;

    private final String id;
    private final String pool;
    private final Lease lease;
    private final Source source;
    private final LogQueue log;
    private final Counters counters;
    private final Ejections ejections;

    /** Keeps only what the end of the relay needs of {@code opening}, because a session may last for days. */
    RelayAccount(OpenedHandshake opening, LogQueue log, Counters counters, Ejections ejections) {
        this.id = opening.handshake().id();
        this.pool = opening.route().pool();
        this.lease = opening.lease();
        this.source = Source.of(
                opening.handshake().clientAddress(), opening.handshake().path());
        this.log = log;
        this.counters = counters;
        this.ejections = ejections;
    }

    /** The pool and member of a relay; empty if admission did not open it. */
    public static Optional<PoolMember> memberOf(OpenRelay relay) {
        return relay.events() instanceof RelayAccount account ? Optional.of(account.member()) : Optional.empty();
    }

    private PoolMember member() {
        return new PoolMember(pool, lease.member().uri());
    }

    /** The client has come. */
    void opened(OpenedHandshake opening) {
        lease.opened();
        counters.opened();
        Map<String, Object> facts = facts();
        facts.put("client", opening.handshake().clientAddress());
        facts.put("waited", opening.took().toMillis() + "ms");
        log.event("relay-opened").withAll(facts).info();
    }

    /** The client never came. */
    void abandoned() {
        lease.close();
        log.event("relay-abandoned").withAll(facts()).info();
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
        ejections.ended(pool, lease.member(), relay.age(), isFaultOfMember(cause), source);
        counters.closed(relay, cause);
        Map<String, Object> facts = facts();
        facts.put("cause", cause.kind());
        facts.put("by", cause.blamed() == null ? "sluice" : cause.blamed());
        // What was sent to the side that did not cause the end.
        var close = cause.blamed() == Side.CLIENT ? cause.toMember() : cause.toClient();
        facts.put("code", close.code());
        facts.put("reason", close.reason());
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
        log.event("relay-closed").withAll(facts).info();
    }

    /** Whether the member caused the end: lost its connection, broke the protocol, or closed with 1011. */
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
