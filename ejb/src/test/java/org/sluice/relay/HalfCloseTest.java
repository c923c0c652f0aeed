package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.relay.CloseCause.Kind;

/** A client ends its sending side without a close frame, and reads on. */
class HalfCloseTest {
    @Test
    @DisplayName("relay R3.13 a half-closed client gets all that its member sends, however long that takes")
    void a_half_closed_client_hears_all_that_its_member_says() {
        RelayFixture rig =
                new RelayFixture().terms(TestTerms.start().idle(60, true).now()).open();
        rig.client.says(Frames.text(Side.CLIENT, "question"));
        rig.client.ends();
        assertThat(rig.member.ending()).containsExactly("finish");
        for (int answer = 1; answer <= 5; answer++) {
            rig.pass(50); // five times the close timeout
            rig.member.says(Frames.text(Side.MEMBER, "answer " + answer));
        }
        assertThat(rig.client.heard())
                .containsExactly("text answer 1", "text answer 2", "text answer 3", "text answer 4", "text answer 5");
        assertThat(rig.client.ending()).isEmpty();

        rig.member.ends();
        assertThat(rig.client.ending()).containsExactly("finish");
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @Test
    @DisplayName("relay R3.13 a half-closed client gets the close of its member")
    void a_half_closed_client_hears_the_close_of_its_member() {
        RelayFixture rig = new RelayFixture().open();
        rig.client.ends();
        rig.pass(50);
        rig.member.says(Frames.close(Side.MEMBER, 4401, "bye"));
        assertThat(rig.client.heard()).containsExactly("close 4401 bye");
        assertThat(rig.client.ending()).containsExactly("finish");
        rig.member.ends();
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @Test
    @DisplayName("relay R3.13 where the member sends nothing more, the idle limit ends a half-closed relay")
    void the_idle_limit_ends_a_half_closed_relay() {
        RelayFixture rig =
                new RelayFixture().terms(TestTerms.start().idle(60, true).now()).open();
        rig.client.ends();
        rig.pass(59);
        assertThat(rig.client.ending()).isEmpty();
        rig.pass(2);
        assertThat(rig.client.ending()).containsExactly("finish");
        assertThat(rig.member.ending()).containsExactly("finish", "abort");
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @Test
    @DisplayName("relay R3.13 the maximum lifetime ends a half-closed relay")
    void the_maximum_lifetime_ends_a_half_closed_relay() {
        RelayFixture rig =
                new RelayFixture().terms(TestTerms.start().lifetime(100).now()).open();
        rig.client.ends();
        rig.pass(120);
        assertThat(rig.member.ending()).containsExactly("finish", "abort");
        rig.assertOver(Kind.LOST, Side.CLIENT);
    }

    @Test
    @DisplayName("relay R3.13 once the member has ended, a client that takes nothing more has the close timeout")
    void a_client_that_takes_nothing_more_has_the_close_timeout() {
        RelayFixture rig = new RelayFixture().open();
        rig.client.takesOnly(4);
        rig.client.ends();
        rig.pass(50);
        rig.member.says(Frames.text(Side.MEMBER, "a long answer"));
        rig.member.ends();
        rig.pass(5);
        assertThat(rig.client.ending()).isEmpty();
        rig.pass(8);
        assertThat(rig.client.ending()).contains("abort");
    }
}
