package org.sluice.admission;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.AttemptResult;
import org.sluice.backend.BodySource;
import org.sluice.backend.LoopMembers;
import org.sluice.balancing.Lease;
import org.sluice.balancing.QueueTicket;
import org.sluice.client.WaitingClient;
import org.sluice.handshake.Handshake;
import org.sluice.journal.Journal;
import org.sluice.transport.Channel;
import org.sluice.transport.DetachedSocket;
import org.sluice.transport.Loop;

/**
 * Takes one handshake to a member without a thread: the client's connection leaves the server, and one event loop does
 * everything else: the handshakes with members, and the answer to the client.
 *
 * <pre>
 *   begun (request thread) --came()--> next member --> attempt --+--> 101, relay opened
 *      |                                 |    ^          |       +--> refused: answered, then closed
 *      |                                 v    |          |       +--> next member
 *      |                           queued ----+          |
 *      +--lost()----------------------------+------------+--> client gone, or ended from outside
 * </pre>
 *
 * Used on the thread of its loop, unless a method says otherwise. Registered with {@link HandshakeContext} until its client is
 * gone.
 */
public final class LoopAdmission implements Outcome, WaitingClient.Events {
    private final Handshake handshake;
    private final MemberAttempts attempts;
    private final HandshakeContext context;
    private final Loop loop;
    private final Runnable whenDecided;
    private final long since;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable Lease first;
    private @Nullable WaitingClient client;
    private MemberAttempts.@Nullable Asking asking;
    private LoopMembers.@Nullable Exchange exchange;
    private @Nullable QueueTicket queued;
    private Loop.@Nullable Alarm limit;
    private @Nullable Admitted admitted;
    /** The refusal for a client whose socket has not come yet. */
    private @Nullable Refused early;
    /** Whether the client's socket has come, or never will; read by the sweep. */
    private volatile boolean arrived;

    private boolean decided;

    /**
     * @param whenDecided run once when the handshake no longer waits for a member
     */
    LoopAdmission(Handshake handshake, MemberAttempts attempts, HandshakeContext context, Runnable whenDecided) {
        this.handshake = handshake;
        this.attempts = attempts;
        this.context = context;
        this.loop = context.selection().loops().get();
        this.whenDecided = whenDecided;
        this.since = context.now();
    }

    /**
     * Takes a lease on the first member, or finds out whether the handshake may wait for one. On the request thread; an outcome
     * other than this is answered there, before the client leaves the server.
     */
    Outcome begin() {
        CandidateOrder.Found found = attempts.find();
        if (found.lease().isEmpty() && found.waiting().isEmpty()) {
            whenDecided.run();
            return attempts.noneLeft();
        }
        first = found.lease().orElse(null);
        context.began(this);
        return this;
    }

    /**
     * The client's socket has left the server; this class owns it from now on. Any thread, once, unless {@link #lost}.
     *
     * @param gone run once, on any thread, when the socket has been closed
     * @return to be run if other code closes the socket, since a selector does not report that. Any thread, harmless when late;
     *     refers only to the connection, which may last for days
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the result is not needed
    public Runnable came(DetachedSocket socket, Runnable gone) {
        arrived = true;
        CompletableFuture<Channel> adopted = loop.adopt(socket, gone);
        CompletableFuture<Void> unused = adopted.handle((channel, fault) -> {
            if (channel == null) {
                lost();
            } else {
                arrived(channel, socket.early());
            }
            return null;
        });
        return () -> adopted.whenComplete((channel, fault) -> {
            if (channel != null) {
                channel.abort();
            }
        });
    }

    /** There will be no client. Any thread; idempotent. */
    public void lost() {
        arrived = true;
        if (!loop.execute(this::left)) {
            left(); // the loop has ended, so no other thread is in this object
        }
    }

    /** Refuses the client with {@code why}, unless it has its answer already. Any thread. */
    void end(Refused why) {
        boolean unused = loop.execute(() -> {
            if (decided) {
                return;
            }
            if (client != null) {
                finish(why);
                attempts.forgetLast();
            } else if (early == null) {
                early = why;
                release();
            }
        });
    }

    /** Whether the client's socket has not come within {@code patienceNanos}. Any thread. */
    boolean isOverdue(long now, long patienceNanos) {
        return !arrived && now - since > patienceNanos;
    }

    private void arrived(Channel channel, ByteBuffer sent) {
        client = new WaitingClient(loop, channel, sent, this);
        Refused known = early;
        if (known != null) {
            finish(known);
        } else {
            next();
        }
    }

    private void next() {
        try {
            Lease begun = first;
            first = null;
            if (begun != null) {
                ask(begun);
            } else if (attempts.mayTryAnother()) {
                goOn(attempts.find());
            } else {
                finish(attempts.noneLeft());
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void goOn(CandidateOrder.Found found) {
        if (found.lease().isPresent()) {
            ask(found.lease().get());
        } else if (found.waiting().isPresent()) {
            waitForPlace(found.waiting().get());
        } else {
            finish(attempts.noneLeft());
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // whether this attempt is still open: its result may have come within the call
    private void ask(Lease lease) {
        MemberAttempts.Asking now;
        try {
            now = attempts.begin(lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
        asking = now;
        LoopMembers.Exchange started =
                context.selection().loopMembers().connect(now.attempt(), loop, answer -> answered(now, answer));
        if (asking == now) {
            exchange = started;
        }
    }

    private void answered(MemberAttempts.Asking attempt, AttemptResult answer) {
        asking = null;
        exchange = null;
        try {
            Optional<Outcome> outcome = attempts.resultOf(attempt, answer);
            if (outcome.isPresent()) {
                finish(outcome.get());
            } else {
                next();
            }
        } catch (RuntimeException e) {
            attempt.lease().close();
            failed(e);
        }
    }

    private void waitForPlace(CandidateOrder.Wait wait) {
        Optional<QueueTicket> ticket = attempts.enqueue(wait, this::wake);
        if (ticket.isEmpty()) {
            finish(attempts.noneLeft());
            return;
        }
        queued = ticket.get();
        limit = loop.alarm(wait.atMost(), () -> finish(attempts.noneLeft()));
        if (attempts.hasRoom()) {
            wake(); // a place was freed between the two checks
        }
    }

    /** There may be a place now. Any thread. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            boolean unused = loop.execute(this::tryAgain);
        }
    }

    private void tryAgain() {
        woken.set(false);
        QueueTicket ticket = queued;
        if (ticket == null) {
            return;
        }
        Optional<Lease> lease = attempts.leaseInTurn();
        if (lease.isPresent()) {
            leaveQueue();
            try {
                ask(lease.get());
            } catch (RuntimeException e) {
                failed(e);
            }
        } else if (attempts.hasRoom()) {
            ticket.passOn();
        }
    }

    private void leaveQueue() {
        QueueTicket ticket = queued;
        queued = null;
        Loop.Alarm waiting = limit;
        limit = null;
        if (waiting != null) {
            waiting.cancel();
        }
        if (ticket != null) {
            ticket.leave();
        }
    }

    private void finish(Outcome outcome) {
        WaitingClient here = client;
        if (decided || here == null) {
            return;
        }
        decide();
        if (outcome instanceof Admitted open) {
            admitted = open;
            here.switching(handshake.headers().first("Sec-WebSocket-Key").orElse(""), open.answer(), open::join);
        } else if (outcome instanceof RefusedByMember declined) {
            decline(here, declined);
        } else if (outcome instanceof Refused refused) {
            context.refused(handshake, refused);
            here.answer(refused.why().status(), refused.headers(), refused.why() + ": " + refused.detail());
        } else {
            here.abort();
        }
    }

    private static void decline(WaitingClient here, RefusedByMember declined) {
        Optional<BodySource> body = declined.body() instanceof RefusedByMemberBody member
                ? member.body().source()
                : Optional.empty();
        if (body.isPresent()) {
            here.answer(declined.status(), declined.headers(), body.get());
        } else {
            here.answer(declined.status(), declined.headers());
        }
    }

    /** A bug of ours, of which the client gets no details. */
    private void failed(RuntimeException e) {
        Journal.event("handshake-failed")
                .with("handshake", handshake.id())
                .because(e)
                .error();
        WaitingClient here = client;
        if (!decided && here != null) {
            decide();
            release();
            here.answer(500, org.sluice.handshake.Headers.none(), "the handshake failed");
        }
    }

    private void decide() {
        release();
        decided = true;
        whenDecided.run();
    }

    /** Closes the lease and cancels the attempt; keeps the last member's answer, which may be the one for the client. */
    private void release() {
        leaveQueue();
        Lease begun = first;
        first = null;
        if (begun != null) {
            begun.close();
        }
        MemberAttempts.Asking now = asking;
        LoopMembers.Exchange started = exchange;
        asking = null;
        exchange = null;
        if (started != null) {
            started.cancel();
        }
        if (now != null) {
            now.lease().close();
        }
    }

    @Override
    public void left() {
        context.ended(this);
        Admitted open = admitted;
        if (open != null) {
            open.abandon();
        }
        if (decided) {
            return;
        }
        decide();
        attempts.forgetLast();
        context.left(handshake, since);
    }

    @Override
    public void over() {
        context.ended(this);
    }
}
