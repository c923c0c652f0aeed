package org.sluice.message;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.sluice.frames.CloseCodes;
import org.sluice.journal.Journal;
import org.sluice.relay.Close;
import org.sluice.relay.CloseCause;
import org.sluice.relay.CloseCause.Kind;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Relays;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;
import org.sluice.spi.Exchange;

/**
 * Two sessions and one rule: neither outlives the other. Made by {@link Messages}; alive until both are gone. Each
 * {@link MessagePump} runs on the thread that delivers; how the relay ends is decided in {@link MessageCloseState}, and carried out without its
 * lock, on a lent thread where it may wait.
 */
public final class MessageRelay implements OpenRelay {
    private static final int INTERNAL = 1011;
    private static final int POLICY = 1008;

    private final Peer client;
    private final Peer member;
    private final MessagePump fromClient;
    private final MessagePump fromMember;
    private final MessageCloseState closeState;
    private final MessageOrder order;
    private final Interceptors interceptors;
    private final RelayEvents events;
    private final Relays relays;
    private final Executor lent;
    private final MessageTimeouts timeouts;
    private volatile boolean ending;

    MessageRelay(MessageOrder order, Peer client, RelayEvents events, Relays relays, Executor lent) {
        this.client = client;
        this.member = order.member();
        this.order = order;
        this.interceptors = new Interceptors(order.interceptors());
        this.events = events;
        this.closeState = new MessageCloseState(order.terms().memberLostCode());
        this.relays = relays;
        this.lent = lent;
        Outbox toClient = new Outbox(client, relays.clock());
        Outbox toMember = new Outbox(member, relays.clock());
        this.fromClient = new MessagePump(Side.CLIENT, new MessagePump.Ends(client, toClient, member, toMember), this);
        this.fromMember = new MessagePump(Side.MEMBER, new MessagePump.Ends(member, toMember, client, toClient), this);
        this.timeouts = new MessageTimeouts(
                this, new MessageTimeouts.Boxes(toClient, toMember), relays.clock(), relays.random());
    }

    void start() {
        relays.add(this);
        try {
            client.open(fromClient);
            member.open(fromMember);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public Traffic traffic(Side from) {
        return way(from).traffic();
    }

    @Override
    public Duration age() {
        return timeouts.age();
    }

    @Override
    public String resets() {
        return closeState.resets();
    }

    @Override
    public RelayEvents events() {
        return events;
    }

    @Override
    public boolean isEnding() {
        return ending;
    }

    @Override
    public void end(CloseCause cause) {
        carryOut(closeState.end(cause));
        Side blamed = cause.blamed();
        if (blamed == null) {
            return;
        }
        if (cause.kind() == Kind.SILENT) {
            drop(blamed, "did not answer");
        }
    }

    @Override
    public void abandon() {
        carryOut(closeState.end(CloseCause.stop()));
        dropRest("did not end in time");
    }

    @Override
    public void sweep(long now) {
        timeouts.sweep(now);
    }

    @Override
    public void failed(RuntimeException thrown) {
        Journal.event("relay-failed")
                .with("relay", exchange().id())
                .because(thrown)
                .error();
        carryOut(closeState.end(CloseCause.fault()));
        dropRest("after a fault");
    }

    // What the ways report; each on the thread that delivers.

    void said(Side from, Close close) {
        carryOut(closeState.said(from, close));
    }

    void gone(Side side, boolean broken) {
        carryOut(closeState.gone(side, broken));
    }

    /** Whether what {@code from} says is dropped, since the relay ends. */
    boolean isMuted(Side from) {
        return ending && !closeState.isCarried(from);
    }

    /** The close timeout has passed. Whether somebody was told only now, and is to have a moment. */
    boolean timedOut() {
        MessageCloseState.Orders orders = closeState.timedOut();
        orders.finish().forEach(side -> drop(side.other(), "did not end in time"));
        carryOut(orders);
        return !orders.tell().isEmpty();
    }

    /** The API of {@code side} did not like what it said, and has told it so. */
    void refused(Side side, Close told) {
        carryOut(closeState.refused(
                side, CloseCause.broken(side, told, told.code() + " " + told.reason(), terms().memberLostCode())));
        lend(() -> peer(side).finish());
    }

    void intercepted(int code, String reason) {
        Close close = CloseCodes.mayBeSent(code)
                ? new Close(code, reason)
                : new Close(INTERNAL, "an interceptor asked for code " + code);
        end(new CloseCause(Kind.INTERCEPTED, null, close, close, ""));
    }

    void interceptorFailed(InterceptorFault fault) {
        InterceptorFault.log(exchange().id(), fault.interceptor(), fault);
        Close close = new Close(INTERNAL, "interceptor failed");
        end(new CloseCause(Kind.FAULT, null, close, close, "interceptor " + fault.interceptor()));
    }

    /** A send failed. What the side said before that may still be on its way, so it is given a moment to be lost by itself. */
    void sinkBroke(Side side, Exception broken) {
        if (!ending) {
            Journal.event("relay-send-failed")
                    .with("relay", exchange().id())
                    .with("to", side)
                    .because(broken)
                    .debug();
            timeouts.suspect(side);
        }
    }

    // For the pumps and the timeouts.

    MessagePump way(Side from) {
        return from == Side.CLIENT ? fromClient : fromMember;
    }

    Peer peer(Side side) {
        return side == Side.CLIENT ? client : member;
    }

    Exchange exchange() {
        return order.exchange();
    }

    Interceptors interceptors() {
        return interceptors;
    }

    RelayTerms terms() {
        return order.terms();
    }

    long now() {
        return relays.clock().getAsLong();
    }

    long maxMessage() {
        return order.maxMessage();
    }

    /** {@code side} took nothing for too long: it is told 1008, for when it does, and dropped after the close timeout. */
    void slow(Side side) {
        CloseCause slow = CloseCause.slow(side);
        Close told = new Close(POLICY, "slow consumer");
        end(new CloseCause(
                Kind.SLOW,
                side,
                side == Side.CLIENT ? told : slow.toClient(),
                side == Side.CLIENT ? slow.toMember() : told,
                slow.detail()));
    }

    /** A send to {@code side} failed a while ago, and nothing has been heard of it since. */
    void lose(Side side) {
        peer(side).abort();
        gone(side, true);
    }

    void dropRest(String did) {
        drop(Side.CLIENT, did);
        drop(Side.MEMBER, did);
    }

    private void drop(Side side, String did) {
        if (closeState.drops(side, did)) {
            peer(side).abort();
            gone(side, true);
        }
    }

    private void carryOut(MessageCloseState.Orders orders) {
        CloseCause begins = orders.begins();
        if (begins != null) {
            ending = true;
            timeouts.endBegan();
            fromClient.goOn();
            fromMember.goOn();
            if (!interceptors.isEmpty()) {
                lend(() -> interceptors.closed(exchange(), begins.toClient()));
            }
        }
        orders.tell()
                .forEach((side, close) -> lend(() -> {
                    peer(side).close(close);
                    if (orders.finish().contains(side)) {
                        peer(side).finish();
                    }
                }));
        if (orders.over()) {
            relays.remove(this);
            events.over(this, closeState.cause().orElseGet(CloseCause::stop));
        }
    }

    private void lend(Runnable task) {
        try {
            lent.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    Journal.event("relay-order-failed")
                            .with("relay", exchange().id())
                            .because(e)
                            .error();
                }
            });
        } catch (RejectedExecutionException stopped) {
            Journal.event("relay-order-late")
                    .because(stopped)
                    .debug(); // the application stops; what is open is dropped
        }
    }
}
