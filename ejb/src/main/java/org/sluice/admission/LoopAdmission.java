package org.sluice.admission;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * One handshake's way to a member without a thread: its client's connection leaves the server, and what becomes of it is decided
 * and written on one event loop, on which its members are asked, too.
 *
 * <pre>
 *   begun (request thread) --came()--> next member --> asked --+--> 101, joined
 *      |                                 |    ^          |     +--> refused: answered, then closed
 *      |                                 v    |          |     +--> next member
 *      |                            in line --+          |
 *      +--lost()----------------------------+------------+--> client gone, or ended from outside
 * </pre>
 *
 * Lives on the thread of its loop, but for what says otherwise. Registered with {@link HandshakeContext} until its client is gone.
 */
public final class LoopAdmission implements Outcome, WaitingClient.Events {
    private final Handshake handshake;
    private final MemberAttempts attempts;
    private final HandshakeContext with;
    private final Loop loop;
    private final Runnable whenDecided;
    private final long since;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable Lease first;
    private @Nullable WaitingClient client;
    private MemberAttempts.@Nullable Asking asking;
    private LoopMembers.@Nullable Asked asked;
    private @Nullable QueueTicket queued;
    private Loop.@Nullable Alarm limit;
    private @Nullable Admitted admitted;
    /** What is to be said to a client that has not come yet. */
    private @Nullable Refused early;
    /** Whether its client has come, or never will; read by the sweep. */
    private volatile boolean arrived;

    private boolean decided;

    /** @param whenDecided run once when it waits for no member any more */
    LoopAdmission(Handshake handshake, MemberAttempts attempts, HandshakeContext with, Runnable whenDecided) {
        this.handshake = handshake;
        this.attempts = attempts;
        this.with = with;
        this.loop = with.places().loops().get();
        this.whenDecided = whenDecided;
        this.since = with.now();
    }

    /**
     * Takes a place on the first member, or sees whether one may be waited for. On the request's thread; what comes of it is
     * answered there as long as nobody has left.
     */
    Outcome begin() {
        CandidateOrder.Found found = attempts.find();
        if (found.lease().isEmpty() && found.waiting().isEmpty()) {
            whenDecided.run();
            return attempts.nobody();
        }
        first = found.lease().orElse(null);
        with.began(this);
        return this;
    }

    /**
     * The client's socket has left its server, and is nobody's but ours from here on. Any thread, once, unless {@link #lost}.
     *
     * @param gone run once, on any thread, when the socket has been given back
     * @return to be run if somebody else closes the socket: no selector tells of that. Any thread, harmless when late; knows
     *     nothing but the connection, which may last for days
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody is told of it
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

    /** There will be no client. Any thread; harmless when repeated. */
    public void lost() {
        arrived = true;
        if (!loop.execute(this::left)) {
            left(); // the loop has ended, so nobody else is here
        }
    }

    /** Ends it from outside: its client hears this, unless it has its answer already. Any thread. */
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
                giveBack();
            }
        });
    }

    /** Whether its server keeps its client for longer than it may take to let it go. Any thread. */
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
            } else if (attempts.goesOn()) {
                goOn(attempts.find());
            } else {
                finish(attempts.nobody());
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
            finish(attempts.nobody());
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether this very question is still open: it may have been answered within
    private void ask(Lease lease) {
        MemberAttempts.Asking now;
        try {
            now = attempts.begin(lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
        asking = now;
        LoopMembers.Asked question = with.places().asked().ask(now.attempt(), loop, answer -> answered(now, answer));
        if (asking == now) {
            asked = question;
        }
    }

    private void answered(MemberAttempts.Asking question, AttemptResult answer) {
        asking = null;
        asked = null;
        try {
            Optional<Outcome> outcome = attempts.told(question, answer);
            if (outcome.isPresent()) {
                finish(outcome.get());
            } else {
                next();
            }
        } catch (RuntimeException e) {
            question.lease().close();
            failed(e);
        }
    }

    private void waitForPlace(CandidateOrder.Wait wait) {
        Optional<QueueTicket> place = attempts.enqueue(wait, this::wake);
        if (place.isEmpty()) {
            finish(attempts.nobody());
            return;
        }
        queued = place.get();
        limit = loop.alarm(wait.atMost(), () -> finish(attempts.nobody()));
        if (attempts.hasRoom()) {
            wake(); // a place came back between the two looks
        }
    }

    /** There may be a place. Any thread. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            boolean unused = loop.execute(this::look);
        }
    }

    private void look() {
        woken.set(false);
        QueueTicket place = queued;
        if (place == null) {
            return;
        }
        Optional<Lease> lease = attempts.leaseInTurn();
        if (lease.isPresent()) {
            leaveLine();
            try {
                ask(lease.get());
            } catch (RuntimeException e) {
                failed(e);
            }
        } else if (attempts.hasRoom()) {
            place.passOn();
        }
    }

    private void leaveLine() {
        QueueTicket place = queued;
        queued = null;
        Loop.Alarm waiting = limit;
        limit = null;
        if (waiting != null) {
            waiting.cancel();
        }
        if (place != null) {
            place.leave();
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
            with.refused(handshake, refused);
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

    /** A fault of ours, of which the client need not know more. */
    private void failed(RuntimeException e) {
        Journal.event("handshake-failed")
                .with("handshake", handshake.id())
                .because(e)
                .error();
        WaitingClient here = client;
        if (!decided && here != null) {
            decide();
            giveBack();
            here.answer(500, org.sluice.handshake.Headers.none(), "the handshake failed");
        }
    }

    private void decide() {
        giveBack();
        decided = true;
        whenDecided.run();
    }

    /** All that is held of members; but not what the last one said, which may be the answer. */
    private void giveBack() {
        leaveLine();
        Lease begun = first;
        first = null;
        if (begun != null) {
            begun.close();
        }
        MemberAttempts.Asking now = asking;
        LoopMembers.Asked question = asked;
        asking = null;
        asked = null;
        if (question != null) {
            question.cancel();
        }
        if (now != null) {
            now.lease().close();
        }
    }

    @Override
    public void left() {
        with.ended(this);
        Admitted open = admitted;
        if (open != null) {
            open.abandon();
        }
        if (decided) {
            return;
        }
        decide();
        attempts.forgetLast();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("handshake", handshake.id());
        facts.put("client", handshake.clientAddress());
        facts.put("after", (with.now() - since) / 1_000_000 + "ms");
        with.log().event("handshake-left").withAll(facts).info();
    }

    @Override
    public void over() {
        with.ended(this);
    }
}
