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
 * A relay of messages: two sessions, and a {@link MessagePump} for each direction. When one session ends, the other is ended as
 * well. Created by {@link Messages}; exists until both sessions are gone. A pump runs on the thread that delivers messages to
 * it. {@link MessageCloseState} decides under its lock how the relay ends; this class carries that out without the lock, on a
 * pool thread where a call may block.
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
    private final Executor blockingCalls;
    private final MessageTimeouts timeouts;
    private volatile boolean ending;

    MessageRelay(MessageOrder order, Peer client, RelayEvents events, Relays relays, Executor blockingCalls) {
        this.client = client;
        this.member = order.member();
        this.order = order;
        this.interceptors = new Interceptors(order.interceptors());
        this.events = events;
        this.closeState = new MessageCloseState(order.terms().memberLostCode());
        this.relays = relays;
        this.blockingCalls = blockingCalls;
        Outbox toClient = new Outbox(client, relays.clock());
        Outbox toMember = new Outbox(member, relays.clock());
        this.fromClient = new MessagePump(Side.CLIENT, client, toClient, member, toMember, this);
        this.fromMember = new MessagePump(Side.MEMBER, member, toMember, client, toClient, this);
        this.timeouts = new MessageTimeouts(this, toClient, toMember, relays.clock(), relays.random());
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
        return pump(from).traffic();
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
            reset(blamed, "did not answer");
        }
    }

    @Override
    public void abandon() {
        carryOut(closeState.end(CloseCause.stop()));
        resetRest("did not end in time");
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
        resetRest("after a fault");
    }

    // Reported by the pumps, on the thread that delivers.

    void closeReceived(Side from, Close close) {
        carryOut(closeState.closeReceived(from, close));
    }

    void gone(Side side, boolean broken) {
        carryOut(closeState.gone(side, broken));
    }

    /** Whether messages of {@code from} are dropped, because the relay ends. */
    boolean isDropping(Side from) {
        return ending && !closeState.isForwarded(from);
    }

    /**
     * The close timeout has passed. Returns whether a close that was held back is sent now, so that its side needs a little
     * more time.
     */
    boolean closeTimedOut() {
        MessageCloseState.Actions actions = closeState.closeTimedOut();
        actions.finish().forEach(side -> reset(side.other(), "did not end in time"));
        carryOut(actions);
        return !actions.sendClose().isEmpty();
    }

    /** The WebSocket API of {@code side} found a fault in what the side sent, and has sent it {@code close} by itself. */
    void refused(Side side, Close close) {
        carryOut(closeState.refused(
                side, CloseCause.broken(side, close, close.code() + " " + close.reason(), terms().memberLostCode())));
        runBlocking(() -> peer(side).finish());
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

    /**
     * Sending to {@code side} failed. What the side sent before may still arrive, so it is counted as lost only a little later.
     */
    void sendFailed(Side side, Exception broken) {
        if (!ending) {
            Journal.event("relay-send-failed")
                    .with("relay", exchange().id())
                    .with("to", side)
                    .because(broken)
                    .debug();
            timeouts.suspectLoss(side);
        }
    }

    // For the pumps and the timeouts.

    MessagePump pump(Side from) {
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

    /**
     * {@code side} accepted nothing for the write timeout: it is sent 1008, which it may still read later, and reset after the
     * close timeout.
     */
    void writeTimedOut(Side side) {
        CloseCause slow = CloseCause.slow(side);
        Close close = new Close(POLICY, "slow consumer");
        end(new CloseCause(
                Kind.SLOW,
                side,
                side == Side.CLIENT ? close : slow.toClient(),
                side == Side.CLIENT ? slow.toMember() : close,
                slow.detail()));
    }

    /** A send to {@code side} failed a while ago, and it has sent nothing since: it is lost. */
    void lose(Side side) {
        peer(side).abort();
        gone(side, true);
    }

    void resetRest(String reason) {
        reset(Side.CLIENT, reason);
        reset(Side.MEMBER, reason);
    }

    private void reset(Side side, String reason) {
        if (closeState.noteReset(side, reason)) {
            peer(side).abort();
            gone(side, true);
        }
    }

    private void carryOut(MessageCloseState.Actions actions) {
        CloseCause begins = actions.begins();
        if (begins != null) {
            ending = true;
            timeouts.endBegan();
            fromClient.resume();
            fromMember.resume();
            if (!interceptors.isEmpty()) {
                runBlocking(() -> interceptors.closed(exchange(), begins.toClient()));
            }
        }
        actions.sendClose()
                .forEach((side, close) -> runBlocking(() -> {
                    peer(side).close(close);
                    if (actions.finish().contains(side)) {
                        peer(side).finish();
                    }
                }));
        if (actions.over()) {
            relays.remove(this);
            events.over(this, closeState.cause().orElseGet(CloseCause::stop));
        }
    }

    private void runBlocking(Runnable task) {
        try {
            blockingCalls.execute(() -> {
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
                    .debug(); // the application stops, and resets what is open
        }
    }
}
