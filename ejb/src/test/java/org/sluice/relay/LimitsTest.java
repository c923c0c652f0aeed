package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.frames.Opcodes;

class LimitsTest {
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    private static RelayFixture rig(TestTerms terms) {
        return new RelayFixture().terms(terms.now()).open();
    }

    /** Sweeps do not come in step with what happens. */
    private static void outOfStep(RelayFixture rig, int nth) {
        rig.pass(3);
        rig.clock.addAndGet(Duration.ofMillis(37L * nth % 500).toNanos());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.4 an idle relay ends no earlier than its limit and at most two seconds later")
    void an_idle_relay_ends_at_its_limit(Side side) {
        for (int nth = 0; nth < 30; nth++) {
            RelayFixture rig = rig(TestTerms.start().idle(60, true));
            outOfStep(rig, nth);
            rig.leg(side).says(Frames.text(side, "last"));
            assertThat(rig.untilEnding(70))
                    .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(60).plus(IN_TIME));
            assertThat(rig.cause().kind()).isEqualTo(CloseCause.Kind.IDLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.4 a byte from either side is life")
    void a_byte_from_either_side_is_life(Side side) {
        RelayFixture rig = rig(TestTerms.start().idle(60, true));
        for (byte one : Frames.text(side, "one byte a minute, more or less")) {
            rig.pass(59);
            rig.leg(side).says(new byte[] {one});
        }
        rig.assertAlive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.4 while a side is not read the idle limit does not apply")
    void while_a_side_is_not_read_nobody_is_idle(Side side) {
        RelayFixture rig = rig(TestTerms.start().idle(60, true));
        rig.leg(side).takesOnly(2);
        rig.leg(side.other()).says(Frames.text(side.other(), "stuck"));
        rig.pass(600);
        rig.assertAlive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.5 a side that takes no byte is reset at the write timeout, and not before")
    void a_side_that_takes_no_byte_is_reset_at_the_write_timeout(Side side) {
        for (int nth = 0; nth < 30; nth++) {
            RelayFixture rig = rig(TestTerms.start().timeouts(20, 10, 0));
            outOfStep(rig, nth);
            rig.leg(side).takesOnly(0);
            rig.leg(side.other()).says(Frames.text(side.other(), "stuck"));
            assertThat(rig.untilEnding(30))
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(20).plus(IN_TIME));
            assertThat(rig.cause().kind()).isEqualTo(CloseCause.Kind.SLOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.5 a side that takes a byte now and then is not reset")
    void a_side_that_takes_a_byte_now_and_then_is_not_reset(Side side) {
        RelayFixture rig = rig(TestTerms.start().timeouts(20, 10, 20));
        rig.leg(side).takesOnly(0);
        rig.leg(side.other()).says(Frames.binary(side.other(), 1000));
        for (int round = 0; round < 20; round++) {
            rig.pass(19);
            rig.leg(side).takesOnly(1);
        }
        rig.assertAlive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R1.2 what a side does not take is not read from the other, beyond one chunk")
    void what_a_side_does_not_take_is_not_read(Side side) {
        RelayFixture rig = rig(TestTerms.start());
        MemoryLeg source = rig.leg(side.other());
        rig.leg(side).takesOnly(1000);
        for (int turn = 0; turn < 100; turn++) {
            source.says(Frames.binary(side.other(), 5000));
            rig.leg(side).calledForNothing();
            source.calledForNothing();
        }
        int all = 100 * Frames.binary(side.other(), 5000).length;
        assertThat(all - source.unread()).isLessThanOrEqualTo(1000 + Chunk.SIZE);
        rig.leg(side).takesAll();
        assertThat(source.unread()).isZero();
        assertThat(rig.leg(side).bytes()).hasSize(all);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.6 a side that stops inside a frame is lost at the frame timeout")
    void a_side_that_stops_inside_a_frame_is_lost(Side side) {
        byte[] frame = Frames.binary(side, 1000);
        for (int cut : new int[] {1, 3, 5, 20, frame.length - 1}) {
            RelayFixture rig = rig(TestTerms.start().timeouts(0, 10, 30));
            outOfStep(rig, cut);
            rig.leg(side).says(Arrays.copyOf(frame, cut));
            assertThat(rig.untilEnding(40))
                    .as("cut at %d", cut)
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(30).plus(IN_TIME));
            assertThat(rig.cause().kind()).isEqualTo(CloseCause.Kind.LOST);
            assertThat(rig.cause().blamed()).isEqualTo(side);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.6 between frames, or while its bytes wait for the other side, a side may be silent")
    void between_frames_a_side_may_be_silent(Side side) {
        RelayFixture rig = rig(TestTerms.start().timeouts(0, 10, 30));
        rig.leg(side).says(Frames.frame(side, Opcodes.TEXT, new byte[3]));
        rig.pass(600);
        rig.leg(side.other()).takesOnly(1);
        rig.leg(side).says(Arrays.copyOf(Frames.frame(side, 0, new byte[30]), 20));
        rig.pass(600);
        rig.assertAlive();
    }

    @Test
    @DisplayName("relay R3.7 a relay ends at its lifetime, give or take a tenth, and not all at once")
    void a_relay_ends_at_its_lifetime() {
        long distinct = LongStream.range(0, 30)
                .map(seed -> {
                    RelayFixture rig = new RelayFixture(seed)
                            .terms(TestTerms.start().lifetime(1000).now())
                            .open();
                    Duration after = rig.untilEnding(1200);
                    assertThat(after.toMillis()).isBetween(900_000L, 1_100_500L);
                    return after.toMillis();
                })
                .distinct()
                .count();
        assertThat(distinct).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R1.5 messages per second are kept within a twentieth over ten seconds")
    void messages_per_second_are_kept(Side side) {
        byte[] message = Frames.text(side, "flood");
        RelayFixture rig = flooded(side, message, TestTerms.start().rate(1000, 0, true));
        long heard = rig.leg(side.other()).bytes().length / message.length;
        assertThat(heard).isBetween(9_500L, 10_500L);
        rig.assertAlive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R1.5 bytes per second are kept within a twentieth over ten seconds, headers and pings and all")
    void bytes_per_second_are_kept(Side side) {
        for (byte[] frame : new byte[][] {
            Frames.ping(side, "flood"), Frames.text(side, "x"), Frames.binary(side, 3000), Frames.binary(side, 40_000)
        }) {
            RelayFixture rig = flooded(side, frame, TestTerms.start().rate(0, 100_000, true));
            assertThat(rig.leg(side.other()).bytes().length)
                    .as("frames of %d bytes", frame.length)
                    .isBetween(950_000, 1_050_000);
        }
    }

    /** One side sends far more than it may for ten seconds; the other side's little is not held up. */
    private static RelayFixture flooded(Side side, byte[] frame, TestTerms terms) {
        RelayFixture rig = rig(terms);
        Side other = side.other();
        byte[] flood = new byte[2_000_000 / frame.length * frame.length];
        for (int at = 0; at < flood.length; at += frame.length) {
            System.arraycopy(frame, 0, flood, at, frame.length);
        }
        rig.leg(side).says(flood);
        for (int second = 0; second < 10; second++) {
            rig.pass(1);
            rig.leg(other).says(Frames.text(other, "calm"));
            assertThat(rig.leg(side).heard()).hasSize(second + 1);
        }
        assertThat(rig.leg(other).bytes())
                .isEqualTo(Arrays.copyOf(flood, rig.leg(other).bytes().length));
        assertThat(rig.leg(side).unread()).as("held back, not in our hands").isPositive();
        return rig;
    }

    @Test
    @DisplayName("relay R3.8 whatever the sides do, both are gone soon after the close timeout")
    void both_are_gone_soon_after_the_close_timeout() {
        for (int nth = 0; nth < 16; nth++) {
            RelayFixture rig = rig(TestTerms.start().timeouts(0, 5, 0));
            outOfStep(rig, nth);
            for (Side side : Side.values()) {
                boolean stuck = (nth & (side == Side.CLIENT ? 1 : 2)) != 0;
                rig.leg(side).takesOnly(stuck ? 1 : 1000);
                rig.leg(side)
                        .says((nth & 4) != 0 ? Frames.binary(side, 5000) : Arrays.copyOf(Frames.binary(side, 50), 20));
            }
            if ((nth & 8) != 0) {
                rig.client.says(Frames.close(Side.CLIENT, 1000, ""));
            }
            rig.relay().end(CloseCause.stop());
            rig.pass(Duration.ofMillis(6_500));
            assertThat(rig.isOver()).as("variant %d", nth).isTrue();
            rig.assertOver(rig.cause().kind(), rig.cause().blamed());
        }
    }
}
