package org.sluice.admission;

import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sluice.config.Access;
import org.sluice.config.Configuration;
import org.sluice.config.WireChoice;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.http.ClientStream;
import org.sluice.http.PlainRequest;
import org.sluice.routing.Route;
import org.sluice.routing.RoutingResult;

/**
 * Takes a handshake through routing, balancing and the connect to a member. Thread-safe. {@link #decide} does not block. The
 * handshake with the member runs without a thread where the client's connection can leave its server, else on the caller's
 * thread, for no longer than the route's {@code handshake-budget}.
 */
public final class Admission {
    private static final String SHORTLY = "1";

    private final Supplier<ActiveConfiguration> plan;
    private final HandshakeLimits bounds;
    private final HandshakeContext context;
    private final HttpsRedirect toHttps;
    private volatile boolean stopping;

    /**
     * @param plan gives the current configuration
     * @param bounds limits the handshakes that wait at the same time
     * @param context what all handshakes share
     * @param tlsPort the port of the server's TLS listener, for redirects of clients without TLS; empty if not known
     */
    public Admission(
            Supplier<ActiveConfiguration> plan, HandshakeLimits bounds, HandshakeContext context, OptionalInt tlsPort) {
        this.plan = plan;
        this.bounds = bounds;
        this.context = context;
        this.toHttps = new HttpsRedirect(tlsPort);
    }

    /** The answer to every request while no pool and no rule is configured. */
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

    /** The redirect for a request without TLS at a listener with {@code https-redirect}, whether it is a handshake or not. */
    public Optional<AnsweredByRule> toHttps(Handshake request) {
        return toHttps.instead(request, plan.get().configuration());
    }

    /** Takes {@code handshake} to its outcome on this thread, which blocks. */
    public Outcome admit(Handshake handshake) {
        Outcome outcome = decide(handshake);
        return outcome instanceof RoutedHandshake routed ? routed.await() : outcome;
    }

    /** Takes {@code handshake} as far as it gets without a member and without blocking. */
    public Outcome decide(Handshake handshake) {
        return recorded(
                handshake,
                refusalIfUnconfigured()
                        .map(Outcome.class::cast)
                        .orElseGet(() -> rule(handshake, "GET", route -> new RoutedHandshake(handshake, route, this))));
    }

    /** Takes a request that is no handshake as far as it gets without asking a member or waiting for anything. */
    public Outcome decide(PlainRequest request) {
        Handshake from = request.from();
        return recorded(
                from,
                refusalIfUnconfigured()
                        .map(Outcome.class::cast)
                        .orElseGet(() -> rule(from, request.method(), route -> sized(request, route))));
    }

    private Outcome sized(PlainRequest request, Route route) {
        long most = route.sizeLimits().maxBody();
        if (most > 0 && request.length() > most) {
            return new Refused(RefusalReason.BODY_TOO_LARGE, "the body is longer than it may be", Headers.none());
        }
        return isLarge(request.from(), route.sizeLimits().maxHeader())
                ? new Refused(RefusalReason.HEAD_TOO_LARGE, "the head is longer than it may be", Headers.none())
                : new RoutedRequest(request, route, this);
    }

    /** As it stood on the wire, but for the method and the version. */
    private static boolean isLarge(Handshake request, int most) {
        long size = request.target().length();
        for (Header line : request.headers().lines()) {
            size += line.name().length() + line.value().length() + ": \r\n".length();
        }
        return size > most;
    }

    Outcome enter(PlainRequest request, Route route, ClientStream client) {
        if (!bounds.enterOnLoop()) {
            return recorded(request.from(), full());
        }
        return recorded(request.from(), HttpAdmission.enter(request, route, client, bounds, context));
    }

    private Outcome recorded(Handshake handshake, Outcome outcome) {
        if (outcome instanceof Refused refused) {
            context.refused(handshake, refused);
        }
        return outcome;
    }

    /** Counts and logs a handshake that the server answered itself, because the client did not authenticate. */
    public void identityAsked(Handshake handshake) {
        context.refused(handshake, new Refused(RefusalReason.UNKNOWN_CLIENT, "", Headers.none()));
    }

    /** How the client's connection is served once it is admitted. */
    public WireChoice wire(Handshake handshake) {
        return plan.get().configuration().wire(handshake.listenerPort());
    }

    /** Refuses every further handshake, and those that wait for a place on a member. */
    public void stop() {
        stopping = true;
        bounds.open();
        context.endAll(stopped());
    }

    /** Ends handshakes that waited too long. Called periodically, by one thread at a time. */
    public void sweep() {
        context.sweep();
        if (plan.get().configuration().settings().drain()) {
            context.endWaiting(drained());
        }
    }

    private Outcome rule(Handshake handshake, String method, Function<Route, Outcome> toPool) {
        if (stopping) {
            return stopped();
        }
        ActiveConfiguration now = plan.get();
        if (now.configuration().settings().drain()) {
            return drained();
        }
        return now.routes()
                .verdict(method, handshake)
                .map(verdict -> gate(handshake, verdict.rule().access()).orElseGet(() -> follow(verdict, toPool)))
                .orElseGet(() -> new Refused(RefusalReason.NO_RULE, "no rule matches this request", Headers.none()));
    }

    /** Refuses a client that has none of the required roles, or asks for its identity if it is not known yet. */
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

    private static Outcome follow(RoutingResult verdict, Function<Route, Outcome> toPool) {
        if (verdict instanceof RoutingResult.Redirect redirect) {
            Headers location = new Headers(List.of(new Header("Location", redirect.location())));
            return new AnsweredByRule(redirect.status(), location, "");
        }
        if (verdict instanceof RoutingResult.Respond respond) {
            return new AnsweredByRule(respond.status(), Headers.none(), respond.text());
        }
        return verdict instanceof Route route
                ? toPool.apply(route)
                : new Refused(RefusalReason.NO_RULE, "no rule matches this request", Headers.none());
    }

    Outcome await(Handshake handshake, Route route, Optional<SocketChannel> client) {
        try (ClientWatch watch = context.watch(client)) {
            Outcome outcome = tryMembers(handshake, route, watch);
            return watch.isOver() ? context.left(handshake, outcome, watch) : recorded(handshake, outcome);
        }
    }

    private Outcome tryMembers(Handshake handshake, Route route, ClientWatch watch) {
        if (!bounds.enterOnThread(route.timeLimits().handshakeBudget())) {
            return stopping ? stopped() : full();
        }
        try {
            if (stopping) {
                return stopped();
            }
            Outcome outcome = context.tryMembers(handshake, route, bounds.onThreads(), watch);
            return stopping && isFull(outcome) ? stopped() : outcome;
        } finally {
            bounds.leaveThread();
        }
    }

    Outcome leave(Handshake handshake, Route route) {
        if (!bounds.enterOnLoop()) {
            return recorded(handshake, full());
        }
        Outcome outcome = context.leave(handshake, route, bounds);
        if (stopping && outcome instanceof LoopAdmission admission) {
            admission.end(stopped()); // it may have been registered while the stop ended the others
        }
        return recorded(handshake, outcome);
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
