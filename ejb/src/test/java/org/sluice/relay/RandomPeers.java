package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Both peers talk at once, and chance decides what happens next: a piece of any size arrives, a peer takes little or much,
 * an event is called late, early or for nothing. Chance comes from one seed, so that a failure can be seen again.
 */
final class RandomPeers {
    private static final int TURNS_WITHOUT_END = 2_000_000;

    final RandomGenerator random;
    private final List<Runnable> pending = new ArrayList<>();
    final RelayFixture rig;
    private final byte[] clientSays;
    private final byte[] memberSays;
    private int clientAt;
    private int memberAt;
    private int clientAnswers;
    private int memberAnswers;

    RandomPeers(long seed, RelayTerms terms) {
        random = new SplittableRandom(seed);
        clientSays = RandomTalk.of(Side.CLIENT, random, 12);
        memberSays = RandomTalk.of(Side.MEMBER, random, 12);
        rig = new RelayFixture().terms(terms);
        int waitLimits = random.nextInt(1, 5);
        for (Side side : Side.values()) {
            rig.leg(side).unkind(most -> cut(most, waitLimits), this::later);
        }
    }

    private int cut(int most, int waitLimits) {
        return switch (random.nextInt(waitLimits)) {
            case 0 -> random.nextInt(Math.min(most, 20) + 1);
            case 1 -> random.nextInt(most + 1);
            default -> most;
        };
    }

    private void later(Runnable event) {
        if (random.nextInt(4) == 0) {
            event.run(); // in the middle of the call that brought it about
        } else {
            pending.add(event);
        }
    }

    byte[] said(Side side) {
        return side == Side.CLIENT ? clientSays : memberSays;
    }

    List<String> words(Side side) {
        return Frames.words(said(side));
    }

    /** Everything is sent, taken and read. */
    void run() {
        open();
        for (int turn = 0; clientAt < clientSays.length || memberAt < memberSays.length; turn++) {
            assertThat(turn).isLessThan(TURNS_WITHOUT_END);
            somethingHappens();
        }
        for (Side side : Side.values()) {
            rig.leg(side).takesAll();
        }
        for (int turn = 0; !isDone(); turn++) {
            assertThat(turn).as("lost on its way").isLessThan(TURNS_WITHOUT_END);
            runOne();
            if (pending.isEmpty()) {
                rig.pass(RelayFixture.SWEEP); // only the rate needs the sweep
            }
        }
    }

    void open() {
        arrive(Side.MEMBER, random.nextInt(100));
        rig.open();
    }

    /** So much happens, and then no chance is left: events are called when they come up, and all is taken or nothing. */
    void runFor(int turns) {
        for (int turn = 0; turn < turns; turn++) {
            somethingHappens();
        }
    }

    void settle() {
        while (!pending.isEmpty()) {
            runOne();
        }
    }

    private boolean isDone() {
        return pending.isEmpty() && rig.client.isFinished() && rig.member.isFinished();
    }

    void somethingHappens() {
        switch (random.nextInt(8)) {
            case 0, 1 -> arrive(Side.CLIENT, piece());
            case 2, 3 -> arrive(Side.MEMBER, piece());
            case 4 -> anyLeg().takesOnly(random.nextInt(3) == 0 ? 0 : random.nextInt(5000));
            case 5 -> anyLeg().takesAll();
            case 6 -> rig.pass(random.nextInt(4) == 0 ? RelayFixture.SWEEP : Duration.ZERO);
            default -> anyLeg().calledForNothing();
        }
        if (random.nextInt(20) == 0) {
            answerPings(Side.CLIENT);
            answerPings(Side.MEMBER);
        }
        runOne();
    }

    private int piece() {
        return random.nextInt(3) == 0 ? random.nextInt(30_000) : random.nextInt(40);
    }

    MemoryLeg anyLeg() {
        return rig.leg(random.nextBoolean() ? Side.CLIENT : Side.MEMBER);
    }

    private void runOne() {
        if (!pending.isEmpty()) {
            pending.remove(random.nextInt(pending.size())).run();
        }
    }

    private void arrive(Side side, int size) {
        int from = side == Side.CLIENT ? clientAt : memberAt;
        int to = Math.min(from + size, said(side).length);
        if (side == Side.CLIENT) {
            clientAt = to;
        } else {
            memberAt = to;
        }
        rig.leg(side).says(Arrays.copyOfRange(said(side), from, to));
    }

    /** Where the peer stands between frames and has not closed, it answers the last ping of ours. */
    private void answerPings(Side side) {
        List<byte[]> pings = Frames.ourPings(rig.leg(side).bytes());
        int at = side == Side.CLIENT ? clientAt : memberAt;
        boolean between = Frames.words(Arrays.copyOf(said(side), at)).stream()
                .noneMatch(word -> word.startsWith("cut") || word.startsWith("close"));
        if (between && pings.size() > (side == Side.CLIENT ? clientAnswers : memberAnswers)) {
            if (side == Side.CLIENT) {
                clientAnswers = pings.size();
            } else {
                memberAnswers = pings.size();
            }
            rig.leg(side).says(Frames.pong(side, pings.get(pings.size() - 1)));
        }
    }

    void beKind() {
        settle();
        rig.client.unkind(most -> most, Runnable::run);
        rig.member.unkind(most -> most, Runnable::run);
    }

    void assertOverInOrder() {
        for (Side side : Side.values()) {
            rig.leg(side).ends();
        }
        settle();
        assertThat(rig.client.ending()).containsExactly("finish");
        assertThat(rig.member.ending()).containsExactly("finish");
        beKind();
        rig.assertOver(CloseCause.Kind.CLOSED, rig.cause().blamed());
    }
}
