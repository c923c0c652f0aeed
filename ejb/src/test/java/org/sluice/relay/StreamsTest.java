package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Two talks at once, from the first byte to an end in order. */
class StreamsTest {
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @Label("relay R1.1 what one peer says the other hears bit for bit, however reads and writes are cut")
    void what_one_peer_says_the_other_hears_bit_for_bit(@ForAll long seed) {
        var play = new RandomPeers(seed, TestTerms.quiet());
        play.run();

        assertThat(Arrays.equals(play.rig.member.bytes(), play.said(Side.CLIENT)))
                .as("from the client")
                .isTrue();
        assertThat(Arrays.equals(play.rig.client.bytes(), play.said(Side.MEMBER)))
                .as("from the member")
                .isTrue();
        play.assertOverInOrder();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    @Label("relay R2.1 our pings stand between the frames of the peers, and their answers go no further")
    void our_pings_stand_between_frames(@ForAll long seed) {
        var play =
                new RandomPeers(seed, TestTerms.start().heartbeat(2, true, true).now());
        play.run();

        for (Side side : Side.values()) {
            List<String> heard = new ArrayList<>(play.rig.leg(side.other()).heard());
            heard.removeIf("ping ours"::equals);
            assertThat(heard).as("from the %s", side).isEqualTo(play.words(side));
        }
        play.assertOverInOrder();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    @Label("relay R1.5 a direction held to its rate loses nothing and changes no order")
    void a_direction_held_to_its_rate_loses_nothing(@ForAll long seed) {
        var play = new RandomPeers(
                seed,
                TestTerms.start().rate(40, 20_000, true).timeouts(0, 10_000, 0).now());
        play.run();

        assertThat(Arrays.equals(play.rig.member.bytes(), play.said(Side.CLIENT)))
                .isTrue();
        assertThat(Arrays.equals(play.rig.client.bytes(), play.said(Side.MEMBER)))
                .isTrue();
        play.assertOverInOrder();
    }
}
