package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** In the middle of two talks something ends the relay, and then perhaps another thing, whatever else goes on. */
class EndingsTest {
    private static final int CLOSE_SECONDS = 10;

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @Label(
            "relay R3.2 R3.3 R3.8 R3.10 however a relay ends, it ends in time, once, and nobody is told a close inside a frame")
    void however_a_relay_ends_nobody_is_told_a_close_inside_a_frame(@ForAll long seed) {
        var play = new RandomPeers(
                seed, TestTerms.start().timeouts(0, CLOSE_SECONDS, 0).now());
        play.open();
        play.runFor(play.random.nextInt(60));
        for (int blows = play.random.nextInt(1, 4); blows > 0; blows--) {
            strike(play.rig, play.random);
            play.runFor(play.random.nextInt(10));
        }
        play.beKind();
        end(play.rig, play.random);

        assertThat(play.rig.closes).as("over in time").hasSize(1);
        for (Side side : Side.values()) {
            assertEnded(play, side);
        }
        play.rig.assertOver(play.rig.cause().kind(), play.rig.cause().blamed());
    }

    private static void strike(RelayFixture rig, RandomGenerator random) {
        MemoryLeg leg = rig.leg(random.nextBoolean() ? Side.CLIENT : Side.MEMBER);
        switch (random.nextInt(8)) {
            case 0 -> leg.ends();
            case 1 -> leg.breaks();
            case 2 -> leg.breaksOnWrite();
            case 3 -> leg.says(new byte[] {0x7F, 0x7F, 0x7F}); // a violation, if it stands between frames
            case 4 -> rig.relay().end(CloseCause.slow(Side.CLIENT));
            case 5 -> rig.relay().end(CloseCause.silent(Side.MEMBER, 1012));
            case 6 -> rig.relay().end(CloseCause.stop());
            default -> rig.relay().end(CloseCause.drain(1012));
        }
    }

    /** Every side that has not ended yet ends now, in an orderly way or not. */
    private static void end(RelayFixture rig, RandomGenerator random) {
        for (Side side : Side.values()) {
            if (random.nextBoolean()) {
                rig.leg(side).takesAll();
            }
        }
        rig.relay().end(CloseCause.stop());
        if (random.nextBoolean()) {
            rig.behave(random.nextBoolean() ? Side.CLIENT : Side.MEMBER);
        }
        rig.pass(CLOSE_SECONDS + 2);
    }

    private static void assertEnded(RandomPeers play, Side side) {
        MemoryLeg leg = play.rig.leg(side);
        assertThat(leg.ending()).isIn(List.of("finish"), List.of("abort"), List.of("finish", "abort"));
        List<String> said = play.rig.leg(side.other()).said();
        List<String> heard = new ArrayList<>(leg.heard());
        if (!heard.isEmpty() && last(heard).startsWith("cut")) {
            heard.remove(heard.size() - 1);
            assertThat(leg.isAborted() || leg.hasEnded())
                    .as("cut short in order")
                    .isTrue();
        }
        if (!heard.isEmpty() && last(heard).startsWith("close")) {
            heard.remove(heard.size() - 1);
        }
        assertThat(heard)
                .as("what the %s heard before its close", side)
                .isEqualTo(said.subList(0, Math.min(heard.size(), said.size())));
        assertThat(heard).noneMatch(word -> word.startsWith("close"));
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }
}
