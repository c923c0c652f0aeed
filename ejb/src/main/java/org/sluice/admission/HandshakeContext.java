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
 * What all handshakes share: how members are picked and reached, what is logged and counted, and the open member legs that wait
 * for their clients. Thread-safe.
 *
 * <p>Size: the constructor takes each collaborator by its name.
 */
public final class HandshakeContext {
    /** How long an open member leg waits for its client. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);

    private final MemberSelection selection;
    private final RelayOpener opener;
    private final LogQueue log;
    private final Counters counters;
    private final Ejections ejections;
    private final Duration guardClient;
    private final Duration frameTimeout;
    private final LongSupplier clock;
    private final Set<Waiting> awaited = ConcurrentHashMap.newKeySet();
    private final Set<LoopAdmission> loopAdmissions = ConcurrentHashMap.newKeySet();

    private record Waiting(AwaitsClient admitted, long since) {}

    /**
     * @param log gets a line for each relay and refusal
     * @param counters counts them
     * @param ejections gets the faults of members
     * @param guardClient how often clients are pinged only to keep the server's own timers from firing; zero for never
     * @param frameTimeout how long a side may stop inside a frame
     * @param clock {@link System#nanoTime()}, or a test's
     */
    public HandshakeContext(
            MemberSelection selection,
            RelayOpener opener,
            LogQueue log,
            Counters counters,
            Ejections ejections,
            Duration guardClient,
            Duration frameTimeout,
            LongSupplier clock) {
        this.selection = selection;
        this.opener = opener;
        this.log = log;
        this.counters = counters;
        this.ejections = ejections;
        this.guardClient = guardClient;
        this.frameTimeout = frameTimeout;
        this.clock = clock;
    }

    /**
     * Abandons the member legs whose clients did not come in time, and lets waiting handshakes look for a place again. Called
     * periodically.
     */
    public void sweep() {
        selection.balancer().sweep();
        long now = now();
        for (LoopAdmission admission : loopAdmissions) {
            if (admission.isOverdue(now, CLIENT_TIMEOUT.toNanos())) {
                admission.lost();
            }
        }
        for (Waiting waiting : awaited) {
            if (now - waiting.since() > CLIENT_TIMEOUT.toNanos()) {
                waiting.admitted().abandon();
            }
        }
    }

    /** Abandons every member leg that still waits for its client. */
    public void stop() {
        awaited.forEach(waiting -> waiting.admitted().abandon());
    }

    /** Ends all waiting: handshakes on threads stop waiting, those without a thread are refused with {@code why}. */
    void endAll(Refused why) {
        selection.balancer().close();
        endWaiting(why);
        selection.exchanges().endAll(why.why().status(), why.headers(), why.why() + ": " + why.detail());
    }

    /** Refuses every handshake that waits without a thread. */
    void endWaiting(Refused why) {
        loopAdmissions.forEach(admission -> admission.end(why));
    }

    /** The number of handshakes without a thread that have neither become a relay nor ended. */
    public int waiting() {
        return loopAdmissions.size();
    }

    void began(LoopAdmission admission) {
        loopAdmissions.add(admission);
    }

    void ended(LoopAdmission admission) {
        loopAdmissions.remove(admission);
    }

    /** Starts a handshake without a thread. An outcome other than {@link LoopAdmission} is answered by the server. */
    Outcome leave(Handshake handshake, Route route, HandshakeLimits bounds) {
        Optional<Outcome> missing = missing(route);
        Optional<Pool> pool = selection.pools().pool(route.pool());
        if (missing.isPresent() || pool.isEmpty()) {
            bounds.leaveLoop();
            return missing.orElseGet(HandshakeContext::noPool);
        }
        MemberAttempts attempts = new MemberAttempts(handshake, route, pool.get(), bounds.onLoops(), this);
        return new LoopAdmission(handshake, attempts, this, bounds::leaveLoop).begin();
    }

    private Optional<Outcome> missing(Route route) {
        return opener.missing(route.terms().relay().interceptors())
                .map(name -> Admission.later(RefusalReason.NO_INTERCEPTOR, "there is no interceptor " + name));
    }

    static Outcome noPool() {
        return Admission.later(RefusalReason.NO_MEMBER, "the pool has been removed");
    }

    ClientWatch watch(Optional<SocketChannel> client) {
        return new ClientWatch(client, selection.loops(), clock);
    }

    /** The client has gone while this thread waited for members: releases the outcome, and logs it. */
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

    Outcome tryMembers(Handshake handshake, Route route, WaitLimits waitLimits, ClientWatch watch) {
        return missing(route).orElseGet(() -> selection
                .pools()
                .pool(route.pool())
                .map(pool -> new MemberAttempts(handshake, route, pool, waitLimits, this).tryMembers(watch))
                .orElseGet(HandshakeContext::noPool));
    }

    Outcome admit(OpenedHandshake opening, Accepted open) {
        return open instanceof OpenedSession session
                ? admit(opening, session.session())
                : admit(opening, ((OpenedLeg) open).leg());
    }

    private Admitted admit(OpenedHandshake opening, ChannelLeg member) {
        var waiting = new Waiting[1];
        var admitted = new Admitted(
                opening.answer(),
                member,
                client -> {
                    awaited.remove(waiting[0]);
                    open(opening, member, client);
                },
                () -> abandoned(opening, waiting[0]));
        waiting[0] = await(admitted);
        return admitted;
    }

    private AdmittedSession admit(OpenedHandshake opening, MemberSession member) {
        long maxFrame = opening.route().sizeLimits().maxFrame();
        member.limitFrames(maxFrame);
        var waiting = new Waiting[1];
        var admitted = new AdmittedSession(
                opening.answer(),
                maxFrame,
                member,
                client -> {
                    awaited.remove(waiting[0]);
                    RelayAccount account = new RelayAccount(opening, log, counters, ejections);
                    account.opened(opening);
                    var terms = RelayTermsFactory.terms(opening, guardClient, frameTimeout);
                    opener.open(opening, terms, member, client, account);
                },
                () -> abandoned(opening, waiting[0]));
        waiting[0] = await(admitted);
        return admitted;
    }

    private Waiting await(AwaitsClient admitted) {
        Waiting waiting = new Waiting(admitted, now());
        awaited.add(waiting);
        return waiting;
    }

    private void abandoned(OpenedHandshake opening, Waiting waiting) {
        awaited.remove(waiting);
        new RelayAccount(opening, log, counters, ejections).abandoned();
    }

    private void open(OpenedHandshake opening, Leg member, Leg client) {
        RelayAccount account = new RelayAccount(opening, log, counters, ejections);
        account.opened(opening);
        // The server has no timers on a socket of our own.
        Duration guard = client instanceof ChannelLeg ? Duration.ZERO : guardClient;
        opener.relays().open(RelayTermsFactory.of(opening, member, guard, frameTimeout), client, account);
    }

    void refused(Handshake handshake, Refused refused) {
        counters.refused(refused.why().name());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("why", refused.why());
        facts.put("client", handshake.clientAddress());
        log.event("relay-refused").withAll(facts).info();
    }

    RelayOpener opener() {
        return opener;
    }

    MemberSelection selection() {
        return selection;
    }

    Ejections ejections() {
        return ejections;
    }

    LogQueue log() {
        return log;
    }

    long now() {
        return clock.getAsLong();
    }
}
