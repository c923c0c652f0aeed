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
 * A relay of frames: two legs, and a {@link FramePump} for each direction. When one leg ends, the other is ended as well.
 * Created by {@link Relays}; exists until both legs are gone.
 *
 * <p>Runs on the threads of its legs and on the thread of the sweep. Only one thread pumps a {@link FramePump} at a time.
 * {@link CloseState} decides under its lock how the relay ends; this class carries that out without a lock.
 */
public final class Relay implements OpenRelay {
    /** Queued like a close frame where the connection shall end without one; it has no bytes. */
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0);

    private final Leg client;
    private final Leg member;
    private final FramePump fromClient;
    private final FramePump fromMember;
    private final CloseState closeState;
    private final RelayTerms terms;
    private final RelayEvents events;
    private final Relays relays;
    private final List<Pinger> pingers;
    private final RelayTimeouts timeouts;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean started;

    Relay(RelayOrder order, Leg client, RelayEvents events, Relays relays) {
        this.client = client;
        this.member = order.member();
        this.terms = order.terms();
        this.events = events;
        this.relays = relays;
        this.closeState = new CloseState(terms.memberLostCode());
        this.fromClient =
                new FramePump(Side.CLIENT, client, member, new FrameScanner(order.rulesFor(Side.CLIENT)), this);
        this.fromMember =
                new FramePump(Side.MEMBER, member, client, new FrameScanner(order.rulesFor(Side.MEMBER)), this);
        this.pingers = List.copyOf(newPingers(terms.heartbeat()));
        this.timeouts =
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
        relays.add(this); // not before both legs are open, so that a relay is not ended before it has started
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
        return timeouts.age();
    }

    /** The timeouts, pings and limits the relay was opened with. */
    public RelayTerms terms() {
        return terms;
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
        return closeState.cause().isPresent();
    }

    @Override
    public void end(CloseCause cause) {
        carryOut(closeState.end(cause));
    }

    @Override
    public void abandon() {
        carryOut(closeState.resetBoth(CloseCause.stop()));
    }

    // Reported by the pumps, on the thread that pumps.

    boolean isStarted() {
        return started;
    }

    Chunks chunks() {
        return relays.chunks();
    }

    /** Whether the close frame of {@code from} is forwarded to the other side. */
    boolean closeReceived(Side from, Close close) {
        return closeState.closeReceived(from, close);
    }

    void afterCloseReceived(Side from) {
        carryOut(closeState.afterCloseReceived(from));
    }

    void closeWritten(Side to) {
        carryOut(closeState.closeWritten(to));
    }

    void ended(Side side, boolean broken) {
        carryOut(closeState.inputEnded(side, broken));
    }

    void violated(Side by, Violation violation) {
        end(CloseCause.violation(by, violation, terms.memberLostCode()));
    }

    void stuckInsideFrame(Side side) {
        carryOut(closeState.stuckInsideFrame(side));
    }

    /**
     * Writing to {@code side} failed. What it sent before its connection broke can still be read; {@link RelayTimeouts} ends
     * the side if nothing more comes. If its input has ended already, it counts as lost at once.
     */
    void writeFailed(Side side) {
        if (closeState.writeFailed(side)) {
            ended(side, true);
        } else {
            timeouts.suspectLoss(side);
            from(side).signal();
        }
    }

    /** Whether {@code payload} answers a ping of ours; if so, the pong is not forwarded. */
    boolean isOurPong(Side from, ByteBuffer payload, Progress progress) {
        for (Pinger pinger : pingers) {
            if (pinger.answered(from, payload)) {
                progress.ownPong(headerOf(from) + payload.remaining(), pinger.isGuard());
                return true;
            }
        }
        return false;
    }

    /** Bytes before the payload of a control frame: frames from a client have a mask key (RFC 6455 5.2). */
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

    CloseState closeState() {
        return closeState;
    }

    RelayTimeouts timeouts() {
        return timeouts;
    }

    List<Pinger> pingers() {
        return pingers;
    }

    LongSupplier clock() {
        return relays.clock();
    }

    @Override
    public void sweep(long now) {
        timeouts.sweep(now);
    }

    @Override
    public void failed(RuntimeException thrown) {
        Journal.event("relay-failed").because(thrown).error();
        carryOut(closeState.resetBoth(CloseCause.fault()));
    }

    void carryOut(CloseActions actions) {
        actions.abort().forEach(this::abort);
        actions.finish().forEach(this::finish);
        actions.sendClose().forEach(this::sendClose);
        if (!actions.abort().isEmpty() || !actions.finish().isEmpty()) {
            fromMember.signal();
            fromClient.signal();
        }
        timeouts.endBegan(closeState);
        if (actions.over() && over.compareAndSet(false, true)) {
            relays.remove(this);
            guarded(() -> events.over(this, closeState.cause().orElseGet(CloseCause::stop)));
        }
    }

    private void sendClose(Side side, Close close) {
        if (!close.isFrame()) {
            from(side.other()).sendClose(NO_FRAME);
            return;
        }
        ControlFrames frames = relays.framesTo(side);
        from(side.other())
                .sendClose(close.code() == Close.NO_CODE ? frames.close() : frames.close(close.code(), close.reason()));
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

    /** An action that fails must not keep the others from being carried out. */
    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            Journal.event("relay-order-failed").because(e).error();
        }
    }

    private List<Pinger> newPingers(RelayTerms.Heartbeat heartbeat) {
        List<Pinger> made = new ArrayList<>(2);
        if (heartbeat.toClient()) {
            made.add(new Pinger(this, Side.CLIENT, heartbeat.interval(), true));
        }
        Duration guard = heartbeat.guardClient();
        if (!guard.isZero() && (!heartbeat.toClient() || guard.compareTo(heartbeat.interval()) < 0)) {
            made.add(new Pinger(this, Side.CLIENT, guard, false));
        }
        if (heartbeat.toMember()) {
            made.add(new Pinger(this, Side.MEMBER, heartbeat.interval(), true));
        }
        return made;
    }

    private Leg leg(Side side) {
        return side == Side.CLIENT ? client : member;
    }
}
