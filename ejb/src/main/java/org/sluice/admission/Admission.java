package org.sluice.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
 * Walks a handshake through routing, balancing and backend. Safe for many threads; each call keeps the caller's thread until
 * there is an outcome, never longer than the route's {@code handshake-budget}.
 */
public final class Admission {
    private static final String SHORTLY = "1";
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Supplier<Plan> plan;
    private final Patience patience;
    private final Semaphore pending;
    private final Journeys journeys;
    private final ToHttps toHttps;
    private volatile boolean stopping;

    /**
     * Ready at once.
     *
     * @param plan the configuration as it is now
     * @param maxPending handshakes that may wait at the same time, in all
     * @param journeys what each one needs on its way
     * @param tlsPort where clients that came without TLS are sent by listeners that want it; empty if not known
     */
    public Admission(Supplier<Plan> plan, int maxPending, Journeys journeys, OptionalInt tlsPort) {
        this(plan, new Patience(maxPending, MOMENT), journeys, tlsPort);
    }

    Admission(Supplier<Plan> plan, Patience patience, Journeys journeys, OptionalInt tlsPort) {
        this.plan = plan;
        this.patience = patience;
        this.pending = new Semaphore(patience.maxPending());
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

    /** Takes {@code handshake} as far as it gets. */
    public Outcome admit(Handshake handshake) {
        Outcome outcome = emptiness().map(Outcome.class::cast).orElseGet(() -> decide(handshake));
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
        journeys.letGo();
    }

    private Outcome decide(Handshake handshake) {
        if (stopping) {
            return stopped();
        }
        Plan now = plan.get();
        if (now.configuration().settings().drain()) {
            return later(Refusal.DRAINING, "this balancer is being left");
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
                ? walk(handshake, route)
                : new Refused(Refusal.NO_RULE, "no rule matches this request", Headers.none());
    }

    private Outcome walk(Handshake handshake, Route route) {
        if (!mayWait()) {
            return later(Refusal.TOO_MANY_PENDING, "too many handshakes wait for members");
        }
        try {
            Outcome outcome = journeys.walk(handshake, route, patience);
            return stopping && isFull(outcome) ? stopped() : outcome;
        } finally {
            pending.release();
        }
    }

    private static boolean isFull(Outcome outcome) {
        return outcome instanceof Refused refused && refused.why() == Refusal.FULL;
    }

    private static Refused stopped() {
        return later(Refusal.STOPPING, "the balancer is being stopped");
    }

    /** A burst of handshakes that members answer at once must not be refused, so a full house is given a moment. */
    private boolean mayWait() {
        try {
            return pending.tryAcquire(patience.moment().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Refused later(Refusal why, String detail) {
        return new Refused(why, detail, retryShortly());
    }

    private static Headers retryShortly() {
        return new Headers(List.of(new Header("Retry-After", SHORTLY)));
    }
}
