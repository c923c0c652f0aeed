package org.sluice.admission;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.sluice.config.Access;
import org.sluice.config.Configuration;
import org.sluice.config.WireChoice;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.routing.Route;
import org.sluice.routing.Verdict;

/**
 * Walks a handshake through routing, balancing and backend. Safe for many threads. {@link #decide} needs no waiting; members are
 * asked without a thread where the client's connection can leave its server, else on the caller's thread, never longer than the
 * route's {@code handshake-budget}.
 */
public final class Admission {
    private static final String SHORTLY = "1";

    private final Supplier<Plan> plan;
    private final Bounds bounds;
    private final Journeys journeys;
    private final ToHttps toHttps;
    private volatile boolean stopping;

    /**
     * Ready at once.
     *
     * @param plan the configuration as it is now
     * @param bounds how many handshakes may wait at the same time
     * @param journeys what each one needs on its way
     * @param tlsPort where clients that came without TLS are sent by listeners that want it; empty if not known
     */
    public Admission(Supplier<Plan> plan, Bounds bounds, Journeys journeys, OptionalInt tlsPort) {
        this.plan = plan;
        this.bounds = bounds;
        this.journeys = journeys;
        this.toHttps = new ToHttps(tlsPort);
    }

    /** What every request hears as long as nothing is configured. */
    public Optional<Refused> emptiness() {
        Configuration now = plan.get().configuration();
        return now.pools().isEmpty() && now.rules().isEmpty()
                ? Optional.of(new Refused(
                        Refusal.NOT_CONFIGURED,
                        "No pool is configured: bind java:global/sluice/pools/default or sluice/pools/default in JNDI,"
                                + " or set the system property sluice.members",
                        Headers.none()))
                : Optional.empty();
    }

    /** Where a request is sent that came without TLS to a listener with {@code https-redirect}, handshake or not. */
    public Optional<Directed> toHttps(Handshake request) {
        return toHttps.instead(request, plan.get().configuration());
    }

    /** Takes {@code handshake} as far as it gets, on this thread. */
    public Outcome admit(Handshake handshake) {
        Outcome outcome = decide(handshake);
        return outcome instanceof Routed routed ? routed.await() : outcome;
    }

    /** Takes {@code handshake} as far as it gets without asking a member or waiting for anything. */
    public Outcome decide(Handshake handshake) {
        return told(handshake, emptiness().map(Outcome.class::cast).orElseGet(() -> rule(handshake)));
    }

    private Outcome told(Handshake handshake, Outcome outcome) {
        if (outcome instanceof Refused refused) {
            journeys.refused(handshake, refused);
        }
        return outcome;
    }

    /** The server could not find out who the client is, and has told it how to say so. */
    public void challenged(Handshake handshake) {
        journeys.refused(handshake, new Refused(Refusal.UNKNOWN_CLIENT, "", Headers.none()));
    }

    /** How the client is to be carried once it is admitted. */
    public WireChoice wire(Handshake handshake) {
        return plan.get().configuration().wire(handshake.listenerPort());
    }

    /** No handshake is admitted any more; those that wait for a place are let go. */
    public void stop() {
        stopping = true;
        bounds.open();
        journeys.letGo(stopped());
    }

    /** Looks after those that wait. To be called now and then, by one thread at a time. */
    public void sweep() {
        journeys.sweep();
        if (plan.get().configuration().settings().drain()) {
            journeys.endWaiting(drained());
        }
    }

    private Outcome rule(Handshake handshake) {
        if (stopping) {
            return stopped();
        }
        Plan now = plan.get();
        if (now.configuration().settings().drain()) {
            return drained();
        }
        return now.routes()
                .verdict("GET", handshake)
                .map(verdict -> gate(handshake, verdict.rule().access()).orElseGet(() -> follow(handshake, verdict)))
                .orElseGet(() -> new Refused(Refusal.NO_RULE, "no rule matches this request", Headers.none()));
    }

    /** Who is asked for a role, and has not said who it is, or has none of them, gets no further. */
    private static Optional<Outcome> gate(Handshake handshake, Access access) {
        List<String> wanted = access.requireRoles();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (handshake.identity().isEmpty()) {
            return Optional.of(new Unknown(wanted));
        }
        return handshake.identity().get().isOneOf(wanted)
                ? Optional.empty()
                : Optional.of(new Refused(Refusal.NOT_IN_ROLE, "not for you", Headers.none()));
    }

    private Outcome follow(Handshake handshake, Verdict verdict) {
        if (verdict instanceof Verdict.Redirect redirect) {
            Headers location = new Headers(List.of(new Header("Location", redirect.location())));
            return new Directed(redirect.status(), location, "");
        }
        if (verdict instanceof Verdict.Respond respond) {
            return new Directed(respond.status(), Headers.none(), respond.text());
        }
        return verdict instanceof Route route
                ? new Routed(handshake, route, this)
                : new Refused(Refusal.NO_RULE, "no rule matches this request", Headers.none());
    }

    Outcome await(Handshake handshake, Route route) {
        return told(handshake, walk(handshake, route));
    }

    private Outcome walk(Handshake handshake, Route route) {
        if (!bounds.enterOnThread(route.timeLimits().handshakeBudget())) {
            return stopping ? stopped() : full();
        }
        try {
            if (stopping) {
                return stopped();
            }
            Outcome outcome = journeys.walk(handshake, route, bounds.onThreads());
            return stopping && isFull(outcome) ? stopped() : outcome;
        } finally {
            bounds.leaveThread();
        }
    }

    Outcome leave(Handshake handshake, Route route) {
        if (!bounds.enterOnLoop()) {
            return told(handshake, full());
        }
        Outcome outcome = journeys.leave(handshake, route, bounds);
        if (stopping && outcome instanceof LoopWalk walk) {
            walk.end(stopped()); // it may have begun behind the back of the stop
        }
        return told(handshake, outcome);
    }

    private static Refused full() {
        return later(Refusal.TOO_MANY_PENDING, "too many handshakes wait for members");
    }

    private static Refused drained() {
        return later(Refusal.DRAINING, "this balancer is being left");
    }

    private static boolean isFull(Outcome outcome) {
        return outcome instanceof Refused refused && refused.why() == Refusal.FULL;
    }

    private static Refused stopped() {
        return later(Refusal.STOPPING, "the balancer is being stopped");
    }

    static Refused later(Refusal why, String detail) {
        return new Refused(why, detail, retryShortly());
    }

    private static Headers retryShortly() {
        return new Headers(List.of(new Header("Retry-After", SHORTLY)));
    }
}
