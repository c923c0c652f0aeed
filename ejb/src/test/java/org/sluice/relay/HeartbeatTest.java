package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeartbeatTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private static RelayFixture beating(Side side, long seed) {
        return new RelayFixture(seed)
                .terms(TestTerms.start()
                        .heartbeat(30, side == Side.CLIENT, side == Side.MEMBER)
                        .now())
                .open();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.3 a peer that vanished is found within two intervals, wherever the chances fall")
    void a_peer_that_vanished_is_found_within_two_intervals(Side side) {
        for (long seed = 0; seed < 100; seed++) {
            RelayFixture rig = beating(side, seed);
            rig.passAnswering(side, 100 + seed % 40);
            rig.leg(side).says(Frames.text(side, "my last"));

            assertThat(rig.untilEnding(100)).as("seed %d", seed).isLessThanOrEqualTo(INTERVAL.multipliedBy(2));
            assertThat(rig.cause().kind()).isEqualTo(CloseCause.Kind.SILENT);
            assertThat(rig.cause().blamed()).isEqualTo(side);
            assertThat(rig.leg(side).ending()).containsExactly("abort");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "relay R2.3 with five seconds of interval a peer that vanished is found within ten, however sweeps fall")
    void a_peer_that_vanished_is_found_within_ten_seconds(Side side) {
        Duration interval = Duration.ofSeconds(5);
        for (long seed = 0; seed < 200; seed++) {
            RelayFixture rig = new RelayFixture(seed)
                    .terms(TestTerms.start()
                            .heartbeat(5, side == Side.CLIENT, side == Side.MEMBER)
                            .now())
                    .open();
            rig.passAnswering(side, 20 + seed % 7);
            rig.clock.addAndGet(Duration.ofMillis(13 * seed % 500).toNanos());
            rig.leg(side).says(Frames.text(side, "my last"));

            assertThat(rig.untilEnding(12)).as("seed %d", seed).isLessThanOrEqualTo(interval.multipliedBy(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.3 a peer is given two pings before it is called silent")
    void a_peer_is_given_two_pings_before_it_is_called_silent(Side side) {
        for (long seed = 0; seed < 20; seed++) {
            RelayFixture rig = beating(side, seed);
            for (int round = 1; round < 6; round++) {
                while (rig.pings(side) < 2 * round) {
                    rig.pass(RelayFixture.SWEEP);
                    assertThat(rig.isOver()).isFalse();
                }
                rig.pass(8);
                rig.answer(side); // the second ping, in time; the first one never
            }
            rig.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.3 any byte is an answer")
    void any_byte_is_an_answer(Side side) {
        RelayFixture rig = beating(side, 3);
        byte[] slow = Frames.binary(side, 1000);
        for (byte one : slow) {
            rig.pass(9);
            rig.leg(side).says(new byte[] {one});
        }
        rig.assertAlive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.4 pings come every interval, give or take a tenth, and not in step")
    void pings_come_every_interval_give_or_take_a_tenth(Side side) {
        RelayFixture rig = beating(side, 5);
        List<Long> gaps = new ArrayList<>();
        long last = rig.clock.get();
        for (int sweep = 0; sweep < 7200; sweep++) {
            int before = rig.pings(side);
            rig.pass(RelayFixture.SWEEP);
            if (rig.pings(side) > before) {
                gaps.add((rig.clock.get() - last) / 1_000_000);
                last = rig.clock.get();
                rig.answer(side);
            }
        }
        assertThat(gaps).hasSizeBetween(115, 125).allSatisfy(gap -> assertThat(gap)
                .isBetween(27_000L, 33_500L));
        assertThat(gaps.stream().distinct().count()).as("different gaps").isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.1 a ping of ours waits for the end of the frame that is passing")
    void a_ping_waits_for_the_end_of_the_frame(Side side) {
        RelayFixture rig = beating(side, 1);
        Side other = side.other();
        byte[] frame = Frames.text(other, "in two halves");
        rig.leg(other).says(Arrays.copyOf(frame, 10));
        rig.pass(40);
        assertThat(rig.leg(side).bytes()).isEqualTo(Arrays.copyOf(frame, 10));

        rig.leg(other).says(Arrays.copyOfRange(frame, 10, frame.length), Frames.text(other, "next"));

        assertThat(rig.leg(side).heard()).containsExactly("text in two halves", "ping ours", "text next");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.1 a close of ours takes the place of a ping that waits")
    void a_close_takes_the_place_of_a_ping(Side side) {
        RelayFixture rig = beating(side, 1);
        Side other = side.other();
        byte[] frame = Frames.text(other, "in two halves");
        rig.leg(other).says(Arrays.copyOf(frame, 10));
        rig.pass(40);
        rig.relay().end(CloseCause.stop());

        rig.leg(other).says(Arrays.copyOfRange(frame, 10, frame.length));

        assertThat(rig.leg(side).heard()).containsExactly("text in two halves", "close 1001 shutting down");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.2 the pongs that answer our pings are swallowed, early or late, and all others pass")
    void own_pongs_are_swallowed_and_all_others_pass(Side side) {
        RelayFixture rig = beating(side, 2);
        while (rig.pings(side) < 2) {
            rig.pass(RelayFixture.SWEEP); // the first is not answered in time
        }
        List<byte[]> pings = Frames.ourPings(rig.leg(side).bytes());
        rig.leg(side)
                .says(
                        Frames.join(Frames.text(side, "a"), Frames.pong(side, pings.get(0)), Frames.text(side, "b")),
                        Frames.join(Frames.pong(side, "foreigns".getBytes(StandardCharsets.US_ASCII))),
                        Frames.join(Frames.pong(side, pings.get(1)), Frames.text(side, "c")));

        assertThat(rig.leg(side.other()).heard()).containsExactly("text a", "text b", "pong foreigns", "text c");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.1 a ping or close is sent behind the current frame, not behind all that was read with it")
    void what_is_to_be_told_goes_out_behind_the_frame_that_passes(Side side) {
        RelayFixture rig = beating(side, 2);
        while (rig.pings(side) < 1) {
            rig.pass(RelayFixture.SWEEP);
        }
        byte[] ping = Frames.ourPings(rig.leg(side).bytes()).get(0);
        rig.onAnswer(
                () -> rig.relay().end(CloseCause.stop())); // while the frames behind the pong are still to be judged
        rig.leg(side).says(Frames.join(Frames.pong(side, ping), Frames.text(side, "a"), Frames.text(side, "b")));

        assertThat(rig.leg(side.other()).heard()).containsExactly("close 1001 shutting down");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.2 the pong to an own ping is consumed once, and its round trip reported once")
    void an_own_pong_is_swallowed_once(Side side) {
        RelayFixture rig = beating(side, 2);
        while (rig.pings(side) < 1) {
            rig.pass(RelayFixture.SWEEP);
        }
        rig.clock.addAndGet(Duration.ofMillis(42).toNanos());
        rig.answer(side);
        assertThat(rig.leg(side.other()).bytes()).isEmpty();
        rig.answer(side);

        assertThat(rig.leg(side.other()).heard()).hasSize(1).allMatch(word -> word.startsWith("pong"));
        assertThat(rig.answers).containsExactly(side + " 42ms");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.2 a pong that comes from the other side is not ours")
    void a_pong_from_the_other_side_is_not_ours(Side side) {
        RelayFixture rig = beating(side, 2);
        while (rig.pings(side) < 1) {
            rig.pass(RelayFixture.SWEEP);
        }
        byte[] ping = Frames.ourPings(rig.leg(side).bytes()).get(0);
        rig.leg(side.other()).says(Frames.pong(side.other(), ping));

        assertThat(rig.leg(side).heard()).hasSize(2);
        assertThat(rig.answers).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.5 a peer that is not read because the other side takes nothing is not judged")
    void a_peer_that_is_not_read_is_not_judged(Side side) {
        RelayFixture rig = beating(side, 4);
        rig.leg(side.other()).takesOnly(1);
        rig.leg(side).says(Frames.text(side, "stuck"));
        rig.pass(600);
        rig.assertAlive();

        rig.leg(side.other()).takesAll();
        assertThat(rig.untilEnding(61)).isLessThanOrEqualTo(INTERVAL.multipliedBy(2));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.5 a peer that our ping cannot reach is not judged by the heartbeat")
    void a_peer_that_our_ping_cannot_reach_is_not_judged(Side side) {
        RelayFixture rig = beating(side, 4);
        rig.leg(side).takesOnly(0);
        rig.pass(600);
        rig.assertAlive();
    }

    @Test
    @DisplayName("relay R2.6 the guard pings the client and never judges it")
    void the_guard_pings_the_client_and_never_judges_it() {
        RelayFixture rig =
                new RelayFixture().terms(TestTerms.start().guard(30).now()).open();
        rig.pass(3600);
        rig.assertAlive();
        assertThat(rig.pings(Side.CLIENT)).isBetween(105, 135);
        assertThat(rig.pings(Side.MEMBER)).isZero();
    }

    @Test
    @DisplayName("relay R2.6 a guard shorter than the heartbeat beats beside it")
    void a_guard_shorter_than_the_heartbeat_beats_beside_it() {
        RelayFixture rig = new RelayFixture()
                .terms(TestTerms.start().heartbeat(300, true, true).guard(30).now())
                .open();
        rig.pass(260);
        assertThat(rig.pings(Side.CLIENT)).isGreaterThanOrEqualTo(7);
        assertThat(rig.pings(Side.MEMBER)).isZero();
    }

    @Test
    @DisplayName("relay R2.6 answers to the guard's pings are never life for the idle limit")
    void answers_to_the_guard_are_never_life() {
        RelayFixture rig = new RelayFixture()
                .terms(TestTerms.start().idle(100, true).guard(20).now())
                .open();
        rig.passAnswering(Side.CLIENT, 98);
        rig.assertAlive();
        rig.passAnswering(Side.CLIENT, 5);

        assertThat(rig.cause().kind()).isEqualTo(CloseCause.Kind.IDLE);
        assertThat(rig.member.heard()).containsExactly("close 1001 idle 100s");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R2.7 answers to the heartbeat are life, unless the terms say otherwise")
    void answers_to_the_heartbeat_are_life_unless_the_terms_say_otherwise(Side side) {
        TestTerms beats = TestTerms.start().heartbeat(20, side == Side.CLIENT, side == Side.MEMBER);
        RelayFixture counting =
                new RelayFixture().terms(beats.idle(60, true).now()).open();
        counting.passAnswering(side, 600);
        counting.assertAlive();

        RelayFixture ignoring =
                new RelayFixture().terms(beats.idle(60, false).now()).open();
        ignoring.passAnswering(side, 58);
        ignoring.assertAlive();
        ignoring.passAnswering(side, 4);
        assertThat(ignoring.cause().kind()).isEqualTo(CloseCause.Kind.IDLE);
    }
}
