package org.sluice.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sluice.backend.MemberLeg;
import org.sluice.backend.Members;
import org.sluice.handshake.Handshake;
import org.sluice.observe.Journal;
import org.sluice.observe.Tally;
import org.sluice.pool.Pool;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Leg;
import org.sluice.relay.Relay;
import org.sluice.relay.Relays;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;
import org.sluice.routing.Route;

/**
 * What every journey of a handshake needs on its way, and the open member legs whose clients are still awaited at its end.
 * Safe for any thread.
 */
public final class Journeys {
    /** A client whose upgrade has not come this long after its member said yes never will. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Members members;
    private final Relays relays;
    private final Journal journal;
    private final Tally tally;
    private final LongSupplier clock;
    private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();

    /** An open member leg whose client has been promised. */
    private record Awaited(Admitted admitted, long since) {}

    /**
     * Ready at once.
     *
     * @param clock {@link System#nanoTime()}, or a test's
     */
    public Journeys(Members members, Relays relays, Journal journal, Tally tally, LongSupplier clock) {
        this.members = members;
        this.relays = relays;
        this.journal = journal;
        this.tally = tally;
        this.clock = clock;
    }

    /** Gives up the member legs whose clients never came. To be called now and then. */
    public void sweep() {
        long now = now();
        for (Awaited waiting : awaited) {
            if (now - waiting.since() > PATIENCE.toNanos()) {
                waiting.admitted().abandon();
            }
        }
    }

    /** Gives up every member leg whose client has not come yet. */
    public void stop() {
        awaited.forEach(waiting -> waiting.admitted().abandon());
    }

    Outcome walk(Handshake handshake, Route route, Plan plan) {
        Pool pool = plan.pool(route.pool());
        return new Journey(handshake, route, pool, plan, this).walk();
    }

    Admitted admit(Opening opening) {
        MemberLeg member = opening.opened().leg();
        var ticket = new Awaited[1];
        var admitted = new Admitted(
                opening.opened().headers(),
                member,
                client -> {
                    awaited.remove(ticket[0]);
                    open(opening, member, client);
                },
                () -> {
                    awaited.remove(ticket[0]);
                    opening.lease().close();
                    journal.info("relay-abandoned", facts(opening));
                });
        ticket[0] = new Awaited(admitted, now());
        awaited.add(ticket[0]);
        return admitted;
    }

    private void open(Opening opening, Leg member, Leg client) {
        tally.opened();
        Map<String, Object> facts = facts(opening);
        facts.put("client", opening.handshake().clientAddress());
        facts.put("waited", opening.took().toMillis() + "ms");
        journal.info("relay-opened", facts);
        relays.open(
                Terms.of(opening, member, Duration.ZERO, Duration.ofSeconds(30)),
                client,
                (relay, cause) -> over(opening, relay, cause));
    }

    private void over(Opening opening, Relay relay, CloseCause cause) {
        opening.lease().close();
        tally.closed(relay, cause);
        Traffic fromClient = relay.traffic(Side.CLIENT);
        Traffic fromMember = relay.traffic(Side.MEMBER);
        Map<String, Object> facts = facts(opening);
        facts.put("cause", cause.kind());
        facts.put("by", cause.blamed() == null ? "sluice" : cause.blamed());
        facts.put("code", cause.toClient().code());
        facts.put("reason", cause.toClient().reason());
        facts.put("lived", relay.age().toMillis() + "ms");
        facts.put("messages", fromClient.messages() + "/" + fromMember.messages());
        facts.put("bytes", fromClient.bytes() + "/" + fromMember.bytes());
        journal.info("relay-closed", facts);
    }

    private static Map<String, Object> facts(Opening opening) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("relay", opening.handshake().id());
        facts.put("pool", opening.pool().name());
        facts.put("member", opening.lease().member());
        return facts;
    }

    void refused(Handshake handshake, Refused refused) {
        tally.refused(refused.why().name());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("why", refused.why());
        facts.put("client", handshake.clientAddress());
        journal.info("relay-refused", facts);
    }

    Members members() {
        return members;
    }

    Journal journal() {
        return journal;
    }

    long now() {
        return clock.getAsLong();
    }
}
