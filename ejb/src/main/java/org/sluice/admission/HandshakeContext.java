package org.sluice.admission;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sluice.backend.Accepted;
import org.sluice.backend.ChannelLeg;
import org.sluice.backend.MemberSession;
import org.sluice.backend.OpenedLeg;
import org.sluice.backend.OpenedSession;
import org.sluice.handshake.Handshake;
import org.sluice.journal.LogQueue;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.Pool;
import org.sluice.relay.Leg;
import org.sluice.routing.Route;

/**
 * What every handshake needs on its way to a member, and the open member legs whose clients are still awaited at its end.
 * Safe for any thread.
 */
public final class HandshakeContext {
    /** A client whose upgrade has not come this long after its member said yes never will. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemberSelection places;
    private final RelayOpener joins;
    private final Observers observers;
    private final Guards guards;
    private final LongSupplier clock;
    private final Set<Waiting> awaited = ConcurrentHashMap.newKeySet();
    private final Set<LoopAdmission> walks = ConcurrentHashMap.newKeySet();

    private record Waiting(AwaitsClient admitted, long since) {}

    /** Who is told what happens. */
    public record Observers(LogQueue log, Counters counters, Ejections ejections) {}

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
    public HandshakeContext(
            MemberSelection places, RelayOpener joins, Observers observers, Guards guards, LongSupplier clock) {
        this.places = places;
        this.joins = joins;
        this.observers = observers;
        this.guards = guards;
        this.clock = clock;
    }

    /** Gives up the member legs whose clients never came, and has those in line look again. To be called now and then. */
    public void sweep() {
        places.balancer().sweep();
        long now = now();
        for (LoopAdmission walk : walks) {
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

    void began(LoopAdmission walk) {
        walks.add(walk);
    }

    void ended(LoopAdmission walk) {
        walks.remove(walk);
    }

    /** Begins without a thread; what is no {@link LoopAdmission} is to be answered by the server. */
    Outcome leave(Handshake handshake, Route route, HandshakeLimits bounds) {
        Optional<Outcome> missing = missing(route);
        Optional<Pool> pool = places.pools().pool(route.pool());
        if (missing.isPresent() || pool.isEmpty()) {
            bounds.leaveLoop();
            return missing.orElseGet(HandshakeContext::noPool);
        }
        MemberAttempts attempts = new MemberAttempts(handshake, route, pool.get(), bounds.onLoops(), this);
        return new LoopAdmission(handshake, attempts, this, bounds::leaveLoop).begin();
    }

    private Optional<Outcome> missing(Route route) {
        return joins.missing(route.terms().relay().interceptors())
                .map(name -> Admission.later(RefusalReason.NO_INTERCEPTOR, "there is no interceptor " + name));
    }

    private static Outcome noPool() {
        return Admission.later(RefusalReason.NO_MEMBER, "the pool has been removed");
    }

    ClientWatch watch(Optional<SocketChannel> client) {
        return new ClientWatch(client, places.loops(), clock);
    }

    /** The client has gone while this thread waited for members: what came of that is given back. */
    ClientLeft left(Handshake handshake, Outcome outcome, ClientWatch watch) {
        if (outcome instanceof AwaitsClient admitted) {
            admitted.abandon();
        } else if (outcome instanceof RefusedByMember declined) {
            declined.body().close();
        }
        left(handshake, watch.since());
        return new ClientLeft();
    }

    void left(Handshake handshake, long since) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("client", handshake.clientAddress());
        facts.put("after", (now() - since) / 1_000_000 + "ms");
        log().event("handshake-left").withAll(facts).info();
    }

    Outcome walk(Handshake handshake, Route route, WaitLimits waitLimits, ClientWatch watch) {
        return missing(route).orElseGet(() -> places.pools()
                .pool(route.pool())
                .map(pool -> new MemberAttempts(handshake, route, pool, waitLimits, this).walk(watch))
                .orElseGet(HandshakeContext::noPool));
    }

    Outcome admit(OpenedHandshake opening, Accepted open) {
        return open instanceof OpenedSession session
                ? admit(opening, session.session())
                : admit(opening, ((OpenedLeg) open).leg());
    }

    private Admitted admit(OpenedHandshake opening, ChannelLeg member) {
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

    private AdmittedSession admit(OpenedHandshake opening, MemberSession member) {
        long maxFrame = opening.route().sizeLimits().maxFrame();
        member.limitFrames(maxFrame);
        var place = new Waiting[1];
        var admitted = new AdmittedSession(
                opening.answer(),
                maxFrame,
                member,
                client -> {
                    awaited.remove(place[0]);
                    RelayAccount account = new RelayAccount(opening, observers);
                    account.opened(opening);
                    var terms = RelayTermsFactory.terms(opening, guards.guardClient(), guards.frameTimeout());
                    joins.open(opening, terms, new RelayOpener.Both(member, client), account);
                },
                () -> abandoned(opening, place[0]));
        place[0] = await(admitted);
        return admitted;
    }

    private Waiting await(AwaitsClient admitted) {
        Waiting place = new Waiting(admitted, now());
        awaited.add(place);
        return place;
    }

    private void abandoned(OpenedHandshake opening, Waiting place) {
        awaited.remove(place);
        new RelayAccount(opening, observers).abandoned();
    }

    private void open(OpenedHandshake opening, Leg member, Leg client) {
        RelayAccount account = new RelayAccount(opening, observers);
        account.opened(opening);
        // On a socket of our own there is no timer of the server's to keep quiet.
        Duration guard = client instanceof ChannelLeg ? Duration.ZERO : guards.guardClient();
        joins.relays().open(RelayTermsFactory.of(opening, member, guard, guards.frameTimeout()), client, account);
    }

    void refused(Handshake handshake, Refused refused) {
        observers.counters().refused(refused.why().name());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("why", refused.why());
        facts.put("client", handshake.clientAddress());
        observers.log().event("relay-refused").withAll(facts).info();
    }

    RelayOpener joins() {
        return joins;
    }

    MemberSelection places() {
        return places;
    }

    Ejections ejections() {
        return observers.ejections();
    }

    LogQueue log() {
        return observers.log();
    }

    long now() {
        return clock.getAsLong();
    }
}
