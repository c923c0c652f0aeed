package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Extensions;
import org.sluice.frames.Opcodes;

/** One relay between two memory legs, with a clock that only the test moves. */
final class RelayFixture implements RelayEvents {
    static final Duration SWEEP = Duration.ofMillis(500);

    final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    final Relays relays;
    final MemoryLeg client = new MemoryLeg();
    final MemoryLeg member = new MemoryLeg();
    final List<CloseCause> closes = new CopyOnWriteArrayList<>();
    final List<String> answers = new CopyOnWriteArrayList<>();
    private RelayTerms terms = TestTerms.quiet();
    private Runnable onAnswer = () -> {};
    private long maxFrame;
    private long maxMessage;
    private @Nullable Relay relay;

    RelayFixture() {
        this(7);
    }

    RelayFixture(long seed) {
        relays = new Relays(clock::get, new Random(seed * 0x9E3779B97F4A7C15L)); // near seeds give near numbers
        if ((seed & 1) == 0) {
            client.outsideHeap();
            member.outsideHeap();
        }
    }

    RelayFixture terms(RelayTerms chosen) {
        terms = chosen;
        return this;
    }

    RelayFixture limits(long frame, long message) {
        maxFrame = frame;
        maxMessage = message;
        return this;
    }

    /** Happens while a pong that answers a ping of ours is being judged. */
    void onAnswer(Runnable happens) {
        onAnswer = happens;
    }

    RelayFixture open() {
        var order = new RelayOrder(member, terms, Extensions.none(), maxFrame, maxMessage);
        client.probeLocks(this::assertUnlocked);
        member.probeLocks(this::assertUnlocked);
        relay = relays.open(order, client, this);
        return this;
    }

    private void assertUnlocked() {
        Relay opened = relay;
        if (opened != null && Thread.holdsLock(opened.closeState())) {
            throw new AssertionError("a leg is called with the lock of Closing held");
        }
    }

    Relay relay() {
        return Objects.requireNonNull(relay, "not open yet");
    }

    MemoryLeg leg(Side side) {
        return side == Side.CLIENT ? client : member;
    }

    /** Lets time pass, with a sweep every half second. */
    RelayFixture pass(Duration time) {
        long end = clock.get() + time.toNanos();
        while (clock.get() < end) {
            clock.addAndGet(Math.min(SWEEP.toNanos(), end - clock.get()));
            relays.sweep();
        }
        return this;
    }

    RelayFixture pass(long seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    /** Lets time pass until the relay begins to end, and returns how long that took. */
    Duration untilEnding(long atMostSeconds) {
        long start = clock.get();
        while (!relay().isEnding()) {
            assertThat(clock.get() - start)
                    .as("nothing ended")
                    .isLessThan(Duration.ofSeconds(atMostSeconds).toNanos());
            pass(SWEEP);
        }
        return Duration.ofNanos(clock.get() - start);
    }

    /** Lets these sides do what RFC 6455 asks of them: answer a close with its code, and end when they see our end. */
    void behave(Side... sides) {
        for (int turn = 0; turn < 6; turn++) {
            for (Side side : sides) {
                MemoryLeg leg = leg(side);
                if (leg.heard().stream().anyMatch(word -> word.startsWith("close"))) {
                    leg.saysOnce(
                            Frames.frame(side, Frames.FIN | Opcodes.CLOSE, Frames.last(Opcodes.CLOSE, leg.bytes())));
                }
                if (leg.isFinished()) {
                    leg.ends();
                }
            }
            pass(turn < 3 ? Duration.ZERO : SWEEP);
        }
    }

    /** The peer at {@code side} answers the last ping of ours. */
    void answer(Side side) {
        List<byte[]> pings = Frames.ourPings(leg(side).bytes());
        leg(side).says(Frames.pong(side, pings.get(pings.size() - 1)));
    }

    /** How many pings of ours have come to {@code side}. */
    int pings(Side side) {
        return Frames.ourPings(leg(side).bytes()).size();
    }

    /** Lets time pass, in which the peer answers every ping at once. */
    void passAnswering(Side side, long seconds) {
        long end = clock.get() + Duration.ofSeconds(seconds).toNanos();
        while (clock.get() < end) {
            int before = pings(side);
            pass(SWEEP);
            if (pings(side) > before) {
                answer(side);
            }
        }
    }

    boolean isOver() {
        return !closes.isEmpty();
    }

    CloseCause cause() {
        return relay().closeState().cause().orElseThrow();
    }

    void assertAlive() {
        assertThat(closes).isEmpty();
        assertThat(relay().closeState().cause()).isEmpty();
        assertThat(relays.all()).containsExactly(relay());
    }

    /** The relay is over, was reported so exactly once, and is kept nowhere. */
    void assertOver(CloseCause.Kind kind, @Nullable Side blamed) {
        assertThat(closes).as("close causes").hasSize(1);
        assertThat(closes.get(0).kind()).isEqualTo(kind);
        assertThat(closes.get(0).blamed()).isEqualTo(blamed);
        assertThat(relays.all()).isEmpty();
        assertNothingMore();
    }

    /** Whatever still comes, the relay reports nothing else. */
    void assertNothingMore() {
        byte[] toClient = client.bytes();
        byte[] toMember = member.bytes();
        List<String> clientEnd = client.ending();
        List<String> memberEnd = member.ending();
        client.calledForNothing();
        member.calledForNothing();
        relay().end(CloseCause.stop());
        relay().abandon();
        pass(30);
        assertThat(client.bytes()).isEqualTo(toClient);
        assertThat(member.bytes()).isEqualTo(toMember);
        assertThat(client.ending()).isEqualTo(clientEnd);
        assertThat(member.ending()).isEqualTo(memberEnd);
        assertThat(closes).hasSize(1);
        client.assertNoMisuse();
        member.assertNoMisuse();
    }

    @Override
    public void over(OpenRelay ended, CloseCause cause) {
        closes.add(cause);
    }

    @Override
    public void answered(OpenRelay of, Side side, Duration roundTrip) {
        answers.add(side + " " + roundTrip.toMillis() + "ms");
        onAnswer.run();
    }
}
