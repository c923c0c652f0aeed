package org.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.sluice.frames.ControlFrames;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Violation;
import org.sluice.journal.Journal;

/**
 * Two legs and one rule: neither outlives the other. Made by {@link Relays}; alive until both legs are gone.
 *
 * <p>It runs on the threads of its legs, and on the one of the sweep. Each {@link FramePump} has one owner at a time; how the
 * relay ends is decided in {@link CloseState}, under its lock, and carried out here without one.
 */
public final class Relay implements OpenRelay {
    /** Takes the place of a close frame where there is to be none: it keeps its turn, and has no bytes. */
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0);

    private final Leg client;
    private final Leg member;
    private final FramePump fromClient;
    private final FramePump fromMember;
    private final CloseState closing;
    private final RelayTerms terms;
    private final RelayEvents events;
    private final Relays relays;
    private final List<Pinger> pingers;
    private final RelayTimeouts watch;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean started;

    Relay(RelayOrder order, Leg client, RelayEvents events, Relays relays) {
        this.client = client;
        this.member = order.member();
        this.terms = order.terms();
        this.events = events;
        this.relays = relays;
        this.closing = new CloseState(terms.memberLostCode());
        this.fromClient =
                new FramePump(Side.CLIENT, client, member, new FrameScanner(order.rulesFor(Side.CLIENT)), this);
        this.fromMember =
                new FramePump(Side.MEMBER, member, client, new FrameScanner(order.rulesFor(Side.MEMBER)), this);
        this.pingers = List.copyOf(pingers(terms.heartbeat()));
        this.watch =
                new RelayTimeouts(this, terms, relays.clock(), relays.random().nextDouble());
    }

    void start() {
        try {
            member.open(fromMember);
            client.open(fromClient);
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        relays.add(this); // not before both legs are open, so that nobody ends what has not begun
        started = true;
        fromMember.signal();
        fromClient.signal();
    }

    @Override
    public Traffic traffic(Side from) {
        return Traffic.of(from(from).scanner());
    }

    @Override
    public Duration age() {
        return watch.age();
    }

    /** The terms it was opened with. */
    public RelayTerms terms() {
        return terms;
    }

    @Override
    public String resets() {
        return closing.resets();
    }

    @Override
    public RelayEvents events() {
        return events;
    }

    @Override
    public boolean isEnding() {
        return closing.cause().isPresent();
    }

    @Override
    public void end(CloseCause cause) {
        carryOut(closing.end(cause));
    }

    @Override
    public void abandon() {
        carryOut(closing.abandon(CloseCause.stop()));
    }

    // What the directions report; each on the thread that pumps.

    boolean isStarted() {
        return started;
    }

    Chunks chunks() {
        return relays.chunks();
    }

    /** Whether a close frame of {@code from} passes to the other side. */
    boolean said(Side from, Close close) {
        return closing.said(from, close);
    }

    void afterSaid(Side from) {
        carryOut(closing.afterSaid(from));
    }

    void closeWritten(Side to) {
        carryOut(closing.written(to));
    }

    void ended(Side side, boolean broken) {
        carryOut(closing.ended(side, broken));
    }

    void violated(Side by, Violation violation) {
        end(CloseCause.violation(by, violation, terms.memberLostCode()));
    }

    void cut(Side side) {
        carryOut(closing.cut(side));
    }

    /**
     * What {@code side} said before its connection broke can still be read; the watch lets go of it if nothing comes. Where its
     * input has ended before, there is nothing to wait for.
     */
    void sinkBroke(Side side) {
        if (closing.unwritable(side)) {
            ended(side, true);
        } else {
            watch.suspect(side);
            from(side).signal();
        }
    }

    /** Whether {@code payload} answers a ping of ours; if so, it goes no further. */
    boolean isOurPong(Side from, ByteBuffer payload, Progress progress) {
        for (Pinger pinger : pingers) {
            if (pinger.answered(from, payload)) {
                progress.ownPong(headerOf(from) + payload.remaining(), pinger.isGuard());
                return true;
            }
        }
        return false;
    }

    /** Bytes before the payload of a control frame: a client's has a mask key (RFC 6455 5.2). */
    private static int headerOf(Side from) {
        return from == Side.CLIENT ? 2 + Integer.BYTES : 2;
    }

    // For the timeouts, the pingers and the sweep.

    FramePump from(Side side) {
        return side == Side.CLIENT ? fromClient : fromMember;
    }

    Relays relays() {
        return relays;
    }

    CloseState closing() {
        return closing;
    }

    RelayTimeouts watch() {
        return watch;
    }

    List<Pinger> pingers() {
        return pingers;
    }

    LongSupplier clock() {
        return relays.clock();
    }

    boolean isOver() {
        return over.get();
    }

    @Override
    public void sweep(long now) {
        watch.sweep(now);
    }

    @Override
    public void failed(RuntimeException thrown) {
        Journal.event("relay-failed").because(thrown).error();
        carryOut(closing.abandon(CloseCause.fault()));
    }

    void carryOut(CloseActions orders) {
        orders.abort().forEach(this::abort);
        orders.finish().forEach(this::finish);
        orders.tell().forEach(this::tell);
        if (!orders.abort().isEmpty() || !orders.finish().isEmpty()) {
            fromMember.signal();
            fromClient.signal();
        }
        watch.endBegan(closing);
        if (orders.over() && over.compareAndSet(false, true)) {
            relays.remove(this);
            guarded(() -> events.over(this, closing.cause().orElseGet(CloseCause::stop)));
        }
    }

    private void tell(Side side, Close close) {
        if (!close.isFrame()) {
            from(side.other()).tell(NO_FRAME);
            return;
        }
        ControlFrames frames = relays.framesTo(side);
        from(side.other())
                .tell(close.code() == Close.NO_CODE ? frames.close() : frames.close(close.code(), close.reason()));
    }

    private void finish(Side side) {
        from(side.other()).sinkGone();
        guarded(leg(side)::finish);
    }

    private void abort(Side side) {
        from(side).sourceAborted();
        from(side.other()).sinkGone();
        guarded(leg(side)::abort);
    }

    /** One order that fails must not keep the others from being carried out. */
    private static void guarded(Runnable order) {
        try {
            order.run();
        } catch (RuntimeException e) {
            Journal.event("relay-order-failed").because(e).error();
        }
    }

    private List<Pinger> pingers(RelayTerms.Heartbeat beat) {
        List<Pinger> made = new ArrayList<>(2);
        if (beat.toClient()) {
            made.add(new Pinger(this, Side.CLIENT, beat.interval(), true));
        }
        Duration guard = beat.guardClient();
        if (!guard.isZero() && (!beat.toClient() || guard.compareTo(beat.interval()) < 0)) {
            made.add(new Pinger(this, Side.CLIENT, guard, false));
        }
        if (beat.toMember()) {
            made.add(new Pinger(this, Side.MEMBER, beat.interval(), true));
        }
        return made;
    }

    private Leg leg(Side side) {
        return side == Side.CLIENT ? client : member;
    }
}
