package org.sluice.admission;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.AttemptFailed;
import org.sluice.balancing.Lease;
import org.sluice.balancing.QueueTicket;
import org.sluice.config.PoolConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Headers;
import org.sluice.health.Source;
import org.sluice.http.ClientStream;
import org.sluice.http.ExchangeLimits;
import org.sluice.http.HttpExchange;
import org.sluice.http.MemberChoice;
import org.sluice.http.MemberOrder;
import org.sluice.http.PlainRequest;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.routing.Route;

/**
 * One plain HTTP request's way to a member, by the same balancing and affinity as a handshake's: takes a place, waits for one
 * without a thread, goes on to the next member. Called where its exchange calls it, but for what says otherwise.
 *
 * <p>Size: it knows all that chooses members, and what is told of them.
 */
public final class HttpAdmission implements Outcome, MemberChoice {
    private final PlainRequest request;
    private final Route route;
    private final HandshakeContext context;
    private final HttpExchange exchange;
    private final Runnable whenDecided;
    private final CandidateOrder candidates;
    private final Headers headers;
    private final int maxPending;
    private final long began;
    private final Set<Member> tried = new HashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private Pool pool;
    private int attempts;
    private @Nullable Lease lease;
    private @Nullable QueueTicket queued;
    private long queuedUntil;
    private @Nullable AttemptFailed lastFault;
    private boolean decided;

    /**
     * What it is made for.
     *
     * @param whenDecided run once when it waits for no member any more
     */
    record Entry(PlainRequest request, Route route, Pool pool, HttpExchange exchange, Runnable whenDecided) {}

    HttpAdmission(Entry entry, WaitLimits limits, HandshakeContext context) {
        this.request = entry.request();
        this.route = entry.route();
        this.pool = entry.pool();
        this.exchange = entry.exchange();
        this.whenDecided = entry.whenDecided();
        this.context = context;
        this.maxPending = Math.min(route.timeLimits().maxPending(), limits.share(pool));
        this.candidates = context.selection().candidates(route.terms().affinity(), request.from(), limits.shortWait());
        this.headers = HeaderRewriter.apply(route.rule(), request.from());
        this.began = context.now();
    }

    /** A place for one that may wait; what is no {@link HttpAdmission} is to be answered at once. */
    static Outcome enter(
            PlainRequest request, Route route, ClientStream client, HandshakeLimits bounds, HandshakeContext context) {
        Optional<Pool> pool = context.selection().pools().pool(route.pool());
        if (pool.isEmpty()) {
            bounds.leaveLoop();
            return HandshakeContext.noPool();
        }
        TimeLimits time = route.timeLimits();
        ExchangeLimits limits = new ExchangeLimits(
                time.requestTimeout(),
                time.idleTimeout(),
                time.writeTimeout(),
                route.sizeLimits().maxBody());
        HttpExchange exchange = context.selection().exchanges().make(request, client, limits);
        Entry entry = new Entry(request, route, pool.get(), exchange, bounds::leaveLoop);
        return new HttpAdmission(entry, bounds.onLoops(), context);
    }

    /** It is to begin. Once, on the request's thread. */
    public void start() {
        exchange.start(this);
    }

    @Override
    public void next() {
        if (attempts > route.timeLimits().retries() || left().isNegative()) {
            refuse();
            return;
        }
        CandidateOrder.Found found = candidates.find(this::pool, maxPending, tried, left());
        if (found.lease().isPresent()) {
            ask(found.lease().get());
        } else if (found.waiting().isPresent()) {
            waitForPlace(found.waiting().get());
        } else {
            refuse();
        }
    }

    /** As it is now. */
    private Pool pool() {
        pool = context.selection().pools().pool(pool.name()).orElse(pool);
        return pool;
    }

    /** Of the time in which a member must begin its answer. */
    private Duration left() {
        return route.timeLimits().requestTimeout().minusNanos(context.now() - began);
    }

    private void ask(Lease place) {
        lease = place;
        attempts++;
        Member member = place.member();
        tried.add(member);
        PoolConfig config = pool.config();
        exchange.ask(new MemberOrder(
                List.of(pool.name(), member.uri(), config.clientKey(), config.tlsVerify(), config.bind()),
                () -> context.selection().destinations().destination(member.config(), config),
                route.target(),
                headersFor(member),
                route.timeLimits().connectTimeout(),
                route.sizeLimits().maxHeader()));
    }

    /** A client that speaks HTTP/1.0 need not say which host it means; a member is told one (RFC 9112 3.2). */
    private Headers headersFor(Member member) {
        boolean none = headers.first("Host").isEmpty();
        return none || pool.config().hostHeader() == PoolConfig.HostHeader.MEMBER
                ? headers.with("Host", member.uri().getAuthority())
                : headers;
    }

    @Override
    public void failed(AttemptFailed why, boolean again) {
        Lease place = lease;
        if (place == null) {
            return;
        }
        lease = null;
        lastFault = why;
        Member member = place.member();
        // An application may need its time for one request, and not for the next.
        boolean silent = why.cause() == AttemptFailed.Cause.SILENT;
        MemberFaultRules.tell(context.ejections(), pool.name(), member, why, silent, source());
        place.close();
        context.log()
                .event("member-attempt")
                .with("request", request.from().id())
                .with("pool", pool.name())
                .with("member", member.uri())
                .with("cause", why.cause())
                .with("detail", why.detail())
                .warn();
        if (again) {
            next();
        } else {
            refuse();
        }
    }

    @Override
    public Headers answered(int status, Headers answer) {
        decide();
        Lease place = lease;
        if (place == null) {
            return answer;
        }
        place.opened();
        MemberFaultRules.answered(context.ejections(), pool.name(), place.member(), status, source());
        return candidates.marked(pool, answer, place.member());
    }

    private Source source() {
        return Source.of(request.from().clientAddress(), request.from().path());
    }

    private void refuse() {
        Refused refused = MemberAttempts.noneLeft(lastFault, candidates.wasFull());
        context.refused(request.from(), refused);
        exchange.refuse(refused.why().status(), refused.headers(), refused.why() + ": " + refused.detail());
    }

    private void waitForPlace(CandidateOrder.Wait wait) {
        Optional<QueueTicket> ticket = candidates.enqueue(pool, wait, this::wake);
        if (ticket.isEmpty()) {
            refuse();
            return;
        }
        queued = ticket.get();
        queuedUntil = context.now() + wait.atMost().toNanos();
        if (candidates.hasRoom(pool, maxPending)) {
            wake(); // a place came back between the two looks
        }
    }

    /** There may be a place. Any thread. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            exchange.later(this::look);
        }
    }

    private void look() {
        woken.set(false);
        QueueTicket ticket = queued;
        if (ticket == null) {
            return;
        }
        Optional<Lease> place = candidates.leaseInTurn(pool(), maxPending, tried);
        if (place.isPresent()) {
            leaveLine();
            ask(place.get());
        } else if (candidates.hasRoom(pool, maxPending)) {
            ticket.passOn();
        }
    }

    private void leaveLine() {
        QueueTicket ticket = queued;
        queued = null;
        if (ticket != null) {
            ticket.leave();
        }
    }

    @Override
    public void tick() {
        if (queued != null && context.now() - queuedUntil > 0) {
            leaveLine();
            refuse();
        }
    }

    private void decide() {
        if (!decided) {
            decided = true;
            whenDecided.run();
        }
    }

    @Override
    public void over(Ending how) {
        decide();
        leaveLine();
        Lease place = lease;
        lease = null;
        if (place == null) {
            return;
        }
        place.close();
        if (how != Ending.WHOLE) {
            context.log()
                    .event("exchange-broken")
                    .with("request", request.from().id())
                    .with("pool", pool.name())
                    .with("member", place.member().uri())
                    .with("how", how)
                    .info();
        }
    }
}
