package org.sluice.admission;

import java.nio.channels.SocketChannel;
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
import org.sluice.routing.RoutingResult;

/**
 * Walks a handshake through routing, balancing and backend. Safe for many threads. {@link #decide} needs no waiting; members are
 * asked without a thread where the client's connection can leave its server, else on the caller's thread, never longer than the
 * route's {@code handshake-budget}.
 */
public final class Admission {
    private static final String SHORTLY = "1";

    private final Supplier<ActiveConfiguration> plan;
    private final HandshakeLimits bounds;
    private final HandshakeContext context;
    private final HttpsRedirect toHttps;
    private volatile boolean stopping;

    /**
     * Ready at once.
     *
     * @param plan the configuration as it is now
     * @param bounds how many handshakes may wait at the same time
     * @param context what each one needs on its way
     * @param tlsPort where clients that came without TLS are sent by listeners that want it; empty if not known
     */
    public Admission(
            Supplier<ActiveConfiguration> plan, HandshakeLimits bounds, HandshakeContext context, OptionalInt tlsPort) {
        this.plan = plan;
        this.bounds = bounds;
        this.context = context;
        this.toHttps = new HttpsRedirect(tlsPort);
    }

    /** What every request hears as long as nothing is configured. */
    public Optional<Refused> refusalIfUnconfigured() {
        Configuration now = plan.get().configuration();
        return now.pools().isEmpty() && now.rules().isEmpty()
                ? Optional.of(new Refused(
                        RefusalReason.NOT_CONFIGURED,
                        "No pool is configured: bind java:global/sluice/pools/default or sluice/pools/default in JNDI,"
                                + " or set the system property sluice.members",
                        Headers.none()))
                : Optional.empty();
    }

    /** Where a request is sent that came without TLS to a listener with {@code https-redirect}, handshake or not. */
    public Optional<AnsweredByRule> toHttps(Handshake request) {
        return toHttps.instead(request, plan.get().configuration());
    }

    /** Takes {@code handshake} as far as it gets, on this thread. */
    public Outcome admit(Handshake handshake) {
        Outcome outcome = decide(handshake);
        return outcome instanceof RoutedHandshake routed ? routed.await() : outcome;
    }

    /** Takes {@code handshake} as far as it gets without asking a member or waiting for anything. */
    public Outcome decide(Handshake handshake) {
        return told(handshake, refusalIfUnconfigured().map(Outcome.class::cast).orElseGet(() -> rule(handshake)));
    }

    private Outcome told(Handshake handshake, Outcome outcome) {
        if (outcome instanceof Refused refused) {
            context.refused(handshake, refused);
        }
        return outcome;
    }

    /** The server could not find out who the client is, and has told it how to say so. */
    public void identityAsked(Handshake handshake) {
        context.refused(handshake, new Refused(RefusalReason.UNKNOWN_CLIENT, "", Headers.none()));
    }

    /** How the client is to be carried once it is admitted. */
    public WireChoice wire(Handshake handshake) {
        return plan.get().configuration().wire(handshake.listenerPort());
    }

    /** No handshake is admitted any more; those that wait for a place are let go. */
    public void stop() {
        stopping = true;
        bounds.open();
        context.letGo(stopped());
    }

    /** Looks after those that wait. To be called now and then, by one thread at a time. */
    public void sweep() {
        context.sweep();
        if (plan.get().configuration().settings().drain()) {
            context.endWaiting(drained());
        }
    }

    private Outcome rule(Handshake handshake) {
        if (stopping) {
            return stopped();
        }
        ActiveConfiguration now = plan.get();
        if (now.configuration().settings().drain()) {
            return drained();
        }
        return now.routes()
                .verdict("GET", handshake)
                .map(verdict -> gate(handshake, verdict.rule().access()).orElseGet(() -> follow(handshake, verdict)))
                .orElseGet(() -> new Refused(RefusalReason.NO_RULE, "no rule matches this request", Headers.none()));
    }

    /** Who is asked for a role, and has not said who it is, or has none of them, gets no further. */
    private static Optional<Outcome> gate(Handshake handshake, Access access) {
        List<String> wanted = access.requireRoles();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (handshake.identity().isEmpty()) {
            return Optional.of(new IdentityRequired(wanted));
        }
        return handshake.identity().get().isOneOf(wanted)
                ? Optional.empty()
                : Optional.of(new Refused(
                        RefusalReason.NOT_IN_ROLE, "the user has none of the required roles", Headers.none()));
    }

    private Outcome follow(Handshake handshake, RoutingResult verdict) {
        if (verdict instanceof RoutingResult.Redirect redirect) {
            Headers location = new Headers(List.of(new Header("Location", redirect.location())));
            return new AnsweredByRule(redirect.status(), location, "");
        }
        if (verdict instanceof RoutingResult.Respond respond) {
            return new AnsweredByRule(respond.status(), Headers.none(), respond.text());
        }
        return verdict instanceof Route route
                ? new RoutedHandshake(handshake, route, this)
                : new Refused(RefusalReason.NO_RULE, "no rule matches this request", Headers.none());
    }

    Outcome await(Handshake handshake, Route route, Optional<SocketChannel> client) {
        try (ClientWatch watch = context.watch(client)) {
            Outcome outcome = walk(handshake, route, watch);
            return watch.isOver() ? context.left(handshake, outcome, watch) : told(handshake, outcome);
        }
    }

    private Outcome walk(Handshake handshake, Route route, ClientWatch watch) {
        if (!bounds.enterOnThread(route.timeLimits().handshakeBudget())) {
            return stopping ? stopped() : full();
        }
        try {
            if (stopping) {
                return stopped();
            }
            Outcome outcome = context.walk(handshake, route, bounds.onThreads(), watch);
            return stopping && isFull(outcome) ? stopped() : outcome;
        } finally {
            bounds.leaveThread();
        }
    }

    Outcome leave(Handshake handshake, Route route) {
        if (!bounds.enterOnLoop()) {
            return told(handshake, full());
        }
        Outcome outcome = context.leave(handshake, route, bounds);
        if (stopping && outcome instanceof LoopAdmission walk) {
            walk.end(stopped()); // it may have begun behind the back of the stop
        }
        return told(handshake, outcome);
    }

    private static Refused full() {
        return later(RefusalReason.TOO_MANY_PENDING, "too many handshakes are waiting for members, try again");
    }

    private static Refused drained() {
        return later(RefusalReason.DRAINING, "this instance is draining, connect again");
    }

    private static boolean isFull(Outcome outcome) {
        return outcome instanceof Refused refused && refused.why() == RefusalReason.FULL;
    }

    private static Refused stopped() {
        return later(RefusalReason.STOPPING, "this instance is stopping, connect again");
    }

    static Refused later(RefusalReason why, String detail) {
        return new Refused(why, detail, retryShortly());
    }

    private static Headers retryShortly() {
        return new Headers(List.of(new Header("Retry-After", SHORTLY)));
    }
}
