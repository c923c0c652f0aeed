package org.sluice.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sluice.backend.ChannelLeg;
import org.sluice.backend.MemberSession;
import org.sluice.backend.Open;
import org.sluice.backend.Opened;
import org.sluice.backend.OpenedSession;
import org.sluice.handshake.Handshake;
import org.sluice.observe.Journal;
import org.sluice.observe.Tally;
import org.sluice.pool.Ejections;
import org.sluice.pool.Pool;
import org.sluice.relay.Leg;
import org.sluice.routing.Route;

/**
 * What every journey of a handshake needs on its way, and the open member legs whose clients are still awaited at its end.
 * Safe for any thread.
 */
public final class Journeys {
    /** A client whose upgrade has not come this long after its member said yes never will. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Places places;
    private final Joins joins;
    private final Witness witness;
    private final Guards guards;
    private final LongSupplier clock;
    private final Set<Waiting> awaited = ConcurrentHashMap.newKeySet();
    private final Set<LoopWalk> walks = ConcurrentHashMap.newKeySet();

    private record Waiting(Awaited admitted, long since) {}

    /** Who is told what happens. */
    public record Witness(Journal journal, Tally tally, Ejections ejections) {}

    /**
     * What holds for every relay, whatever its pool.
     *
     * @param guardClient how often clients are pinged only to keep the server's own timers quiet; zero for never
     * @param frameTimeout how long a side may stop inside a frame
     */
    public record Guards(Duration guardClient, Duration frameTimeout) {}

    /**
     * Ready at once.
     *
     * @param clock {@link System#nanoTime()}, or a test's
     */
    public Journeys(Places places, Joins joins, Witness witness, Guards guards, LongSupplier clock) {
        this.places = places;
        this.joins = joins;
        this.witness = witness;
        this.guards = guards;
        this.clock = clock;
    }

    /** Gives up the member legs whose clients never came, and has those in line look again. To be called now and then. */
    public void sweep() {
        places.balancer().sweep();
        long now = now();
        for (LoopWalk walk : walks) {
            if (walk.isOverdue(now, PATIENCE.toNanos())) {
                walk.lost();
            }
        }
        for (Waiting waiting : awaited) {
            if (now - waiting.since() > PATIENCE.toNanos()) {
                waiting.admitted().abandon();
            }
        }
    }

    /** Gives up every member leg whose client has not come yet. */
    public void stop() {
        awaited.forEach(waiting -> waiting.admitted().abandon());
    }

    /** No handshake waits any more; those without a thread hear this. */
    void letGo(Refused why) {
        places.balancer().close();
        endWaiting(why);
    }

    /** Every handshake that waits without a thread hears this. */
    void endWaiting(Refused why) {
        walks.forEach(walk -> walk.end(why));
    }

    /** How many handshakes there are whose clients have left the server and are not joined or gone. */
    public int waiting() {
        return walks.size();
    }

    void began(LoopWalk walk) {
        walks.add(walk);
    }

    void ended(LoopWalk walk) {
        walks.remove(walk);
    }

    /** Begins without a thread; what is no {@link LoopWalk} is to be answered by the server. */
    Outcome leave(Handshake handshake, Route route, Bounds bounds) {
        Optional<Outcome> missing = missing(route);
        Optional<Pool> pool = places.pools().pool(route.pool());
        if (missing.isPresent() || pool.isEmpty()) {
            bounds.leaveLoop();
            return missing.orElseGet(Journeys::noPool);
        }
        Journey journey = new Journey(handshake, route, pool.get(), bounds.onLoops(), this);
        return new LoopWalk(handshake, journey, this, bounds::leaveLoop).begin();
    }

    private Optional<Outcome> missing(Route route) {
        return joins.missing(route.terms().relay().interceptors())
                .map(name -> Admission.later(Refusal.NO_INTERCEPTOR, "there is no interceptor " + name));
    }

    private static Outcome noPool() {
        return Admission.later(Refusal.NO_MEMBER, "the pool is just being removed");
    }

    Outcome walk(Handshake handshake, Route route, Patience patience) {
        return missing(route).orElseGet(() -> places.pools()
                .pool(route.pool())
                .map(pool -> new Journey(handshake, route, pool, patience, this).walk())
                .orElseGet(Journeys::noPool));
    }

    Outcome admit(Opening opening, Open open) {
        return open instanceof OpenedSession session
                ? admit(opening, session.session())
                : admit(opening, ((Opened) open).leg());
    }

    private Admitted admit(Opening opening, ChannelLeg member) {
        var place = new Waiting[1];
        var admitted = new Admitted(
                opening.answer(),
                member,
                client -> {
                    awaited.remove(place[0]);
                    open(opening, member, client);
                },
                () -> abandoned(opening, place[0]));
        place[0] = await(admitted);
        return admitted;
    }

    private AdmittedSession admit(Opening opening, MemberSession member) {
        long maxFrame = opening.route().sizeLimits().maxFrame();
        member.limitFrames(maxFrame);
        var place = new Waiting[1];
        var admitted = new AdmittedSession(
                opening.answer(),
                maxFrame,
                member,
                client -> {
                    awaited.remove(place[0]);
                    Chronicle chronicle = new Chronicle(opening, witness);
                    chronicle.opened(opening);
                    var terms = Promises.terms(opening, guards.guardClient(), guards.frameTimeout());
                    joins.open(opening, terms, new Joins.Both(member, client), chronicle);
                },
                () -> abandoned(opening, place[0]));
        place[0] = await(admitted);
        return admitted;
    }

    private Waiting await(Awaited admitted) {
        Waiting place = new Waiting(admitted, now());
        awaited.add(place);
        return place;
    }

    private void abandoned(Opening opening, Waiting place) {
        awaited.remove(place);
        new Chronicle(opening, witness).abandoned();
    }

    private void open(Opening opening, Leg member, Leg client) {
        Chronicle chronicle = new Chronicle(opening, witness);
        chronicle.opened(opening);
        // On a socket of our own there is no timer of the server's to keep quiet.
        Duration guard = client instanceof ChannelLeg ? Duration.ZERO : guards.guardClient();
        joins.relays().open(Promises.of(opening, member, guard, guards.frameTimeout()), client, chronicle);
    }

    void refused(Handshake handshake, Refused refused) {
        witness.tally().refused(refused.why().name());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("why", refused.why());
        facts.put("client", handshake.clientAddress());
        witness.journal().info("relay-refused", facts);
    }

    Joins joins() {
        return joins;
    }

    Places places() {
        return places;
    }

    Ejections ejections() {
        return witness.ejections();
    }

    Journal journal() {
        return witness.journal();
    }

    long now() {
        return clock.getAsLong();
    }
}
