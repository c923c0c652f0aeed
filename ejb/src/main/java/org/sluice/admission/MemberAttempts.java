package org.sluice.admission;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.Accepted;
import org.sluice.backend.Attempt;
import org.sluice.backend.AttemptFailed;
import org.sluice.backend.AttemptResult;
import org.sluice.balancing.Lease;
import org.sluice.balancing.QueueTicket;
import org.sluice.config.PoolConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.health.Source;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.routing.Route;

/**
 * The attempts of one handshake: tries members, each at most once, until one answers with 101 or with a final refusal. Lease
 * and connection of an attempt are closed before the next begins. Used by one thread at a time: a request thread, which blocks
 * in {@link #tryMembers}, or a {@link LoopAdmission}, which takes the same steps without blocking.
 */
final class MemberAttempts {
    private final Handshake handshake;
    private final Route route;

    /** The pool as it was at the last search; it may change while a handshake waits. */
    private Pool pool;

    private final HandshakeContext context;
    private final TimeLimits limits;
    private final int maxPending;
    private final long began;
    private final Set<Member> tried = new HashSet<>();
    private final Headers headers;
    private final CandidateOrder candidates;

    private org.sluice.backend.@Nullable MemberRefusal lastAnswer;
    private Headers lastHeaders = Headers.none();
    private @Nullable AttemptFailed lastFault;
    private int attempts;

    /**
     * @param waitLimits those of the instance
     */
    MemberAttempts(Handshake handshake, Route route, Pool pool, WaitLimits waitLimits, HandshakeContext context) {
        this.handshake = handshake;
        this.route = route;
        this.pool = pool;
        this.context = context;
        this.limits = route.timeLimits();
        this.maxPending = Math.min(limits.maxPending(), waitLimits.share(pool));
        this.began = context.now();
        this.candidates = context.selection().candidates(route.terms().affinity(), handshake, waitLimits.shortWait());
        Headers rewritten = HeaderRewriter.apply(route.rule(), handshake);
        // Extensions are negotiated between client and member, which works only if frames are forwarded unchanged.
        this.headers = route.carriesMessages() ? rewritten.without("Sec-WebSocket-Extensions") : rewritten;
    }

    /** Tries members on a request thread, which blocks for as long as its client is connected. */
    Outcome tryMembers(ClientWatch watch) {
        while (mayTryAnother() && !Thread.currentThread().isInterrupted()) {
            Optional<Lease> lease = candidates.lease(this::pool, maxPending, tried, left());
            if (lease.isEmpty()) {
                break;
            }
            Optional<Outcome> outcome = ask(lease.get(), watch);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return noneLeft();
    }

    /** Whether one more member may be tried. */
    boolean mayTryAnother() {
        return attempts <= limits.retries() && left().toMillis() > 0;
    }

    /** The pool as it is now. */
    Pool pool() {
        pool = context.selection().pools().pool(pool.name()).orElse(pool);
        return pool;
    }

    /** Takes a lease on the next member, or says how to wait for one, without blocking. */
    CandidateOrder.Found find() {
        return candidates.find(this::pool, maxPending, tried, left());
    }

    /** Takes a lease for a handshake that has waited. */
    Optional<Lease> leaseInTurn() {
        return candidates.leaseInTurn(pool(), maxPending, tried);
    }

    Optional<QueueTicket> enqueue(CandidateOrder.Wait wait, Runnable woken) {
        return candidates.enqueue(pool, wait, woken);
    }

    boolean hasRoom() {
        return candidates.hasRoom(pool, maxPending);
    }

    private Optional<Outcome> ask(Lease lease, ClientWatch watch) {
        Asking asking = begin(lease);
        AttemptResult answer = route.carriesMessages()
                ? context.opener().members().open(asking.attempt())
                : context.selection().members().connect(asking.attempt());
        if (Thread.currentThread().isInterrupted() && answer instanceof AttemptFailed) {
            return interrupted(asking, watch);
        }
        return resultOf(asking, answer);
    }

    /**
     * The wait was interrupted, because the client left, or because the server ends requests that take long. Neither is a fault
     * of the member.
     */
    private Optional<Outcome> interrupted(Asking asking, ClientWatch watch) {
        asking.lease().close();
        if (!watch.isOver()) {
            lastFault = new AttemptFailed(AttemptFailed.Cause.SILENT, "the server ended the wait");
            Duration took = Duration.ofNanos(context.now() - asking.since());
            note(asking.lease().member(), AttemptFailed.Cause.SILENT.name(), lastFault.detail(), took);
        }
        return Optional.empty();
    }

    /**
     * An attempt that is under way.
     *
     * @param since as {@link System#nanoTime()}
     */
    record Asking(Lease lease, Attempt attempt, long since) {}

    /** Begins the next attempt, at the member of {@code lease}. */
    Asking begin(Lease lease) {
        attempts++;
        tried.add(lease.member());
        forgetLast();
        return new Asking(lease, attempt(lease.member()), context.now());
    }

    /** The result of an attempt: returns an outcome, or empty if the next member is to be tried. */
    Optional<Outcome> resultOf(Asking asking, AttemptResult answer) {
        Lease lease = asking.lease();
        Member member = lease.member();
        Duration took = Duration.ofNanos(context.now() - asking.since());
        blame(member, answer, asking.attempt());
        if (answer instanceof Accepted open) {
            Headers marked = candidates.marked(pool, open.headers(), member);
            return Optional.of(context.admit(new OpenedHandshake(handshake, route, lease, marked, took), open));
        }
        lease.close();
        if (answer instanceof org.sluice.backend.MemberRefusal refusal) {
            note(member, "STATUS " + refusal.status(), "", took);
            lastAnswer = refusal;
            lastHeaders = candidates.marked(pool, refusal.headers(), member);
            return isFinal(refusal) ? Optional.of(declined(refusal)) : Optional.empty();
        }
        if (answer instanceof AttemptFailed failed) {
            note(member, failed.cause().name(), failed.detail(), took);
            lastFault = failed;
        }
        return Optional.empty();
    }

    private void blame(Member member, AttemptResult answer, Attempt attempt) {
        boolean hurried = attempt.connectTimeout().compareTo(limits.connectTimeout()) < 0
                || attempt.handshakeTimeout().compareTo(limits.handshakeTimeout()) < 0;
        Source source = Source.of(handshake.clientAddress(), handshake.path());
        MemberFaultRules.tell(context.ejections(), pool.name(), member, answer, hurried, source);
    }

    /**
     * Whether the refusal goes to the client. 502, 503 and 504 come from a gateway or an overloaded server: another member may
     * do better (RFC 9110 15.6.3 to 15.6.5).
     */
    private static boolean isFinal(org.sluice.backend.MemberRefusal refusal) {
        return refusal.status() < 502 || refusal.status() > 504;
    }

    private Attempt attempt(Member member) {
        Duration left = left();
        return new Attempt(
                context.selection().destinations().destination(member.config(), pool.config()),
                route.target(),
                headersFor(member),
                shorter(limits.connectTimeout(), left),
                shorter(limits.handshakeTimeout(), left),
                route.sizeLimits().maxHeader());
    }

    private Headers headersFor(Member member) {
        return pool.config().hostHeader() == PoolConfig.HostHeader.MEMBER
                ? headers.with("Host", member.uri().getAuthority())
                : headers;
    }

    /** The outcome when no member is left to be tried. */
    Outcome noneLeft() {
        if (lastAnswer != null) {
            return declined(lastAnswer);
        }
        return noneLeft(lastFault, candidates.wasFull());
    }

    /**
     * The same where no member has answered.
     *
     * @param lastFault of the one that was asked last; null if none was
     * @param full whether there were members that were only full
     */
    static Refused noneLeft(@Nullable AttemptFailed lastFault, boolean full) {
        if (lastFault == null) {
            return full
                    ? Admission.later(RefusalReason.FULL, "every member is at its limit")
                    : Admission.later(RefusalReason.NO_MEMBER, "no member is available");
        }
        return lastFault.cause() == AttemptFailed.Cause.SILENT
                        || lastFault.cause() == AttemptFailed.Cause.CONNECT_TIMEOUT
                ? new Refused(RefusalReason.MEMBERS_SILENT, "no member answered in time", Headers.none())
                : new Refused(RefusalReason.MEMBERS_FAILED, "no member could be reached", Headers.none());
    }

    private RefusedByMember declined(org.sluice.backend.MemberRefusal refusal) {
        return new RefusedByMember(refusal.status(), lastHeaders, new RefusedByMemberBody(refusal.body()));
    }

    /** Drops the last member's answer, and closes its body. */
    void forgetLast() {
        if (lastAnswer != null) {
            lastAnswer.body().close();
        }
        lastAnswer = null;
        lastFault = null;
    }

    private void note(Member member, String cause, String detail, Duration took) {
        context.log()
                .event("member-attempt")
                .with("handshake", handshake.id())
                .with("pool", pool.name())
                .with("member", member.uri())
                .with("cause", cause)
                .with("took", took.toMillis() + "ms")
                .with("detail", detail)
                .warn();
    }

    /** What is left of the handshake's budget. */
    Duration left() {
        return limits.handshakeBudget().minusNanos(context.now() - began);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
