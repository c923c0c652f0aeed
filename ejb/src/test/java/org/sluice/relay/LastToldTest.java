package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.frames.Opcodes;
import org.sluice.relay.CloseCause.Kind;

/** An end of one side overtakes nothing of the other, and waits for no sweep. */
class LastToldTest {
    private static final byte[] ANY = {1, 2, 3};

    private static byte[] bad(Side by) {
        return Frames.frame(by, Frames.FIN | 3, ANY);
    }

    private static String broke(Side by) {
        return by == Side.CLIENT ? "close 1001 client broke the protocol" : "close 1012 member broke the protocol";
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "relay R3.11 what the other side answers to what came before a fault arrives, then the close and the end, at once")
    void what_the_other_side_answers_arrives(Side by) {
        RelayFixture rig = new RelayFixture().open();
        Side other = by.other();
        rig.leg(by).says(Frames.text(by, "good"), bad(by), Frames.text(by, "never heard"));
        assertThat(rig.leg(other).heard()).containsExactly("text good", broke(by));
        assertThat(rig.leg(by).heard()).isEmpty();

        rig.leg(other).says(Frames.text(other, "answer"));
        rig.leg(other).says(Frames.close(other, 1000, ""));
        assertThat(rig.leg(by).heard()).containsExactly("text answer", "close 1002 the opcode is reserved");
        assertThat(rig.leg(by).ending()).containsExactly("finish");
        assertThat(rig.leg(other).ending()).containsExactly("finish");
        rig.client.ends();
        rig.member.ends();
        rig.assertOver(Kind.VIOLATION, by);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.11 a side at fault gets its close at once if the other side is lost instead of answering")
    void a_side_at_fault_is_told_at_once_where_the_other_one_is_lost(Side by) {
        RelayFixture rig = new RelayFixture().open();
        rig.leg(by).says(bad(by));
        rig.leg(by.other()).breaks();
        assertThat(rig.leg(by).heard()).containsExactly("close 1002 the opcode is reserved");
        assertThat(rig.leg(by).ending()).containsExactly("finish");
        rig.leg(by).ends();
        rig.assertOver(Kind.VIOLATION, by);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.11 a side at fault that ends its own side still gets the answer and its close")
    void a_side_at_fault_that_ends_its_own_side_hears_its_close(Side by) {
        RelayFixture rig = new RelayFixture().open();
        Side other = by.other();
        rig.leg(by).says(bad(by));
        rig.leg(by).ends();
        rig.leg(other).says(Frames.text(other, "answer"), Frames.close(other, 1000, ""));
        assertThat(rig.leg(by).heard()).containsExactly("text answer", "close 1002 the opcode is reserved");
        assertThat(rig.leg(by).ending()).containsExactly("finish");
        rig.leg(other).ends();
        rig.assertOver(Kind.VIOLATION, by);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "relay R3.11 a side that does not answer delays the other's close for the close timeout, and no longer")
    void a_side_that_does_not_answer_delays_the_close_no_longer(Side by) {
        RelayFixture rig = new RelayFixture().open();
        rig.leg(by).says(bad(by));
        rig.pass(9);
        assertThat(rig.leg(by).heard()).isEmpty();
        rig.pass(1);
        assertThat(rig.leg(by).heard()).containsExactly("close 1002 the opcode is reserved");
        assertThat(rig.leg(by).ending()).containsExactly("finish");
        assertThat(rig.leg(by.other()).ending()).containsExactly("abort");
        rig.leg(by).ends();
        rig.assertOver(Kind.VIOLATION, by);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.11 the sender of a message too big gets what the other side still sends before its 1009")
    void of_a_message_too_big_too(Side by) {
        RelayFixture rig = new RelayFixture().limits(10, 0).open();
        Side other = by.other();
        rig.leg(by).says(Frames.binary(by, 11));
        rig.leg(other).says(Frames.frame(other, Frames.FIN | Opcodes.TEXT, ANY), Frames.close(other, 1009, ""));
        assertThat(rig.leg(by).heard()).containsExactly("text \1\2\3", "close 1009 a frame is longer than max-frame");
        assertThat(rig.leg(by).ending()).containsExactly("finish");
        rig.client.ends();
        rig.member.ends();
        rig.assertOver(Kind.TOO_BIG, by);
    }

    @Test
    @DisplayName(
            "relay R3.12 a client's end passes to the member behind its last bytes, and the member's answer comes back")
    void a_clients_end_passes_behind_its_last_bytes() {
        RelayFixture rig = new RelayFixture().open();
        rig.member.takesOnly(4);
        rig.client.says(Frames.text(Side.CLIENT, "last words"));
        rig.client.ends();
        assertThat(rig.member.ending()).isEmpty();
        rig.member.takesAll();
        assertThat(rig.member.heard()).containsExactly("text last words");
        assertThat(rig.member.ending()).containsExactly("finish");

        rig.member.says(Frames.text(Side.MEMBER, "answer"));
        rig.member.ends();
        assertThat(rig.client.heard()).containsExactly("text answer");
        assertThat(rig.client.ending()).containsExactly("finish");
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @Test
    @DisplayName("relay R3.12 a client that ends and then breaks resets the member, too")
    void a_client_that_ends_and_then_breaks_resets_the_member() {
        RelayFixture rig = new RelayFixture().open();
        rig.client.ends();
        rig.client.breaksOnWrite();
        rig.member.says(Frames.text(Side.MEMBER, "to nobody"));
        assertThat(rig.client.ending()).containsExactly("abort");
        assertThat(rig.member.ending()).containsExactly("finish", "abort");
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.12 where both sides see the other's end as it is, either is ended as the other was")
    void either_is_ended_as_the_other_was(Side by) {
        for (boolean broken : new boolean[] {false, true}) {
            RelayFixture rig = new RelayFixture()
                    .terms(TestTerms.start().memberLostCode(0).now())
                    .open();
            MemoryLeg leg = rig.leg(by);
            leg.says(Frames.text(by, "last"));
            if (broken) {
                leg.breaks();
            } else {
                leg.ends();
            }
            assertThat(rig.leg(by.other()).heard()).containsExactly("text last");
            assertThat(rig.leg(by.other()).ending()).containsExactly(broken ? "abort" : "finish");
            rig.leg(by.other()).ends();
            rig.assertOver(Kind.LOST, by);
        }
    }
}
