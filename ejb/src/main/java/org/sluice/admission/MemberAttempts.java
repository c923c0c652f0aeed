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
 * One handshake's way to a member: tries members, each at most once, until one says yes or says no in its own words. What
 * an attempt took is given back before the next begins. One owner at a time: a request thread, which waits in {@link #walk}, or a
 * {@link LoopAdmission}, which takes the same steps and waits for nothing.
 */
final class MemberAttempts {
    private final Handshake handshake;
    private final Route route;

    /** As it was at the last look: who waits for a place may see it change. */
    private Pool pool;

    private final HandshakeContext with;
    private final TimeLimits limits;
    private final int maxPending;
    private final long began;
    private final Set<Member> tried = new HashSet<>();
    private final Headers headers;
    private final CandidateOrder turns;

    private org.sluice.backend.@Nullable MemberRefusal lastAnswer;
    private Headers lastHeaders = Headers.none();
    private @Nullable AttemptFailed lastFault;
    private int attempts;

    /**
     * Sets out.
     *
     * @param waitLimits of the instance
     */
    MemberAttempts(Handshake handshake, Route route, Pool pool, WaitLimits waitLimits, HandshakeContext with) {
        this.handshake = handshake;
        this.route = route;
        this.pool = pool;
        this.with = with;
        this.limits = route.timeLimits();
        this.maxPending = Math.min(limits.maxPending(), waitLimits.share(pool));
        this.began = with.now();
        this.turns = with.places().turns(route.terms().affinity(), handshake, waitLimits.shortWait());
        Headers rewritten = HeaderRewriter.apply(route.rule(), handshake);
        // Extensions are between client and member, and can only be so where frames pass untouched.
        this.headers = route.carriesMessages() ? rewritten.without("Sec-WebSocket-Extensions") : rewritten;
    }

    /** On a request thread, which waits as long as its client is there. */
    Outcome walk(ClientWatch watch) {
        while (goesOn() && !Thread.currentThread().isInterrupted()) {
            Optional<Lease> lease = turns.lease(this::pool, maxPending, tried, left());
            if (lease.isEmpty()) {
                break;
            }
            Optional<Outcome> outcome = ask(lease.get(), watch);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return nobody();
    }

    /** Whether one more member may be asked. */
    boolean goesOn() {
        return attempts <= limits.retries() && left().toMillis() > 0;
    }

    /** As it is now. */
    Pool pool() {
        pool = with.places().pools().pool(pool.name()).orElse(pool);
        return pool;
    }

    /** A place on the next member, or how to wait for one; without waiting. */
    CandidateOrder.Found find() {
        return turns.find(this::pool, maxPending, tried, left());
    }

    /** A place for one that has waited. */
    Optional<Lease> leaseInTurn() {
        return turns.leaseInTurn(pool(), maxPending, tried);
    }

    Optional<QueueTicket> enqueue(CandidateOrder.Wait wait, Runnable woken) {
        return turns.enqueue(pool, wait, woken);
    }

    boolean hasRoom() {
        return turns.hasRoom(pool, maxPending);
    }

    private Optional<Outcome> ask(Lease lease, ClientWatch watch) {
        Asking asking = begin(lease);
        AttemptResult answer = route.carriesMessages()
                ? with.joins().members().open(asking.attempt())
                : with.places().members().connect(asking.attempt());
        if (Thread.currentThread().isInterrupted() && answer instanceof AttemptFailed) {
            return brokenOff(asking, watch);
        }
        return told(asking, answer);
    }

    /** Its client went away, or its server ends requests that take long; neither tells anything of the member. */
    private Optional<Outcome> brokenOff(Asking asking, ClientWatch watch) {
        asking.lease().close();
        if (!watch.isOver()) {
            lastFault = new AttemptFailed(AttemptFailed.Cause.SILENT, "the server ended the wait");
            Duration took = Duration.ofNanos(with.now() - asking.since());
            note(asking.lease().member(), AttemptFailed.Cause.SILENT.name(), lastFault.detail(), took);
        }
        return Optional.empty();
    }

    /**
     * One member that is being asked.
     *
     * @param since as {@link System#nanoTime()}
     */
    record Asking(Lease lease, Attempt attempt, long since) {}

    /** The next attempt, at the member of {@code lease}. */
    Asking begin(Lease lease) {
        attempts++;
        tried.add(lease.member());
        forgetLast();
        return new Asking(lease, attempt(lease.member()), with.now());
    }

    /** What came of it: an outcome, or nothing if the next member is to be asked. */
    Optional<Outcome> told(Asking asking, AttemptResult answer) {
        Lease lease = asking.lease();
        Member member = lease.member();
        Duration took = Duration.ofNanos(with.now() - asking.since());
        blame(member, answer, asking.attempt());
        if (answer instanceof Accepted open) {
            Headers marked = turns.marked(pool, open.headers(), member);
            return Optional.of(with.admit(new OpenedHandshake(handshake, route, lease, marked, took), open));
        }
        lease.close();
        if (answer instanceof org.sluice.backend.MemberRefusal refusal) {
            note(member, "STATUS " + refusal.status(), "", took);
            lastAnswer = refusal;
            lastHeaders = turns.marked(pool, refusal.headers(), member);
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
        MemberFaultRules.tell(with.ejections(), pool.name(), member, answer, hurried, source);
    }

    /** What only the members in front can mean: another member may do better (RFC 9110 15.6.3 to 15.6.5). */
    private static boolean isFinal(org.sluice.backend.MemberRefusal refusal) {
        return refusal.status() < 502 || refusal.status() > 504;
    }

    private Attempt attempt(Member member) {
        Duration left = left();
        return new Attempt(
                with.places().realm().destination(member.config(), pool.config()),
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

    /** What is said when nobody is left to be asked. */
    Outcome nobody() {
        if (lastAnswer != null) {
            return declined(lastAnswer);
        }
        if (lastFault == null) {
            return turns.wasFull()
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

    /** Lets go of what the last member said. */
    void forgetLast() {
        if (lastAnswer != null) {
            lastAnswer.body().close();
        }
        lastAnswer = null;
        lastFault = null;
    }

    private void note(Member member, String cause, String detail, Duration took) {
        with.log()
                .event("member-attempt")
                .with("handshake", handshake.id())
                .with("pool", pool.name())
                .with("member", member.uri())
                .with("cause", cause)
                .with("took", took.toMillis() + "ms")
                .with("detail", detail)
                .warn();
    }

    /** Of its budget. */
    Duration left() {
        return limits.handshakeBudget().minusNanos(with.now() - began);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
