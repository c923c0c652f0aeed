package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.frames.Extensions;

/** A relay from its first byte to its close frames, also where a collaborator fails. */
class RelayTest {
    /** Held, so that its level stays: what these tests break would fill the log. */
    private static final Logger LOG = Logger.getLogger("org.sluice");

    @BeforeAll
    static void hush() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Test
    @DisplayName("relay R1.1 what a member sent before the relay began goes first")
    void what_a_member_said_before_the_relay_began_goes_first() {
        RelayFixture rig = new RelayFixture();
        rig.member.says(Frames.text(Side.MEMBER, "welcome"));
        rig.client.says(Frames.text(Side.CLIENT, "hello"));
        rig.open();
        assertThat(rig.client.heard()).containsExactly("text welcome");
        assertThat(rig.member.heard()).containsExactly("text hello");
        rig.assertAlive();
    }

    @Test
    @DisplayName("relay R1.6 a relay knows its age and counts what it carries")
    void a_relay_knows_its_age_and_counts_what_it_carries() {
        RelayFixture rig = new RelayFixture().open();
        rig.pass(7);
        rig.client.says(Frames.text(Side.CLIENT, "four"), Frames.ping(Side.CLIENT, "x"));
        rig.member.says(Frames.binary(Side.MEMBER, 200));

        assertThat(rig.relay().age()).isEqualTo(Duration.ofSeconds(7));
        assertThat(rig.relay().traffic(Side.CLIENT)).isEqualTo(new Traffic(2, 1, 4, 1));
        assertThat(rig.relay().traffic(Side.MEMBER)).isEqualTo(new Traffic(1, 1, 200, 0));
    }

    @Test
    @DisplayName("relay R3.2 a relay whose legs are both gone at once is over before it is returned")
    void a_relay_may_be_over_before_it_is_returned() {
        RelayFixture rig = new RelayFixture();
        rig.client.breaks();
        rig.member.breaks();
        rig.open();
        rig.assertOver(CloseCause.Kind.LOST, Side.MEMBER);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.1 a write that fails because we ended the leg meanwhile does not make it a broken one")
    void a_write_that_fails_because_we_ended_the_leg_is_no_loss(Side side) {
        RelayFixture rig = new RelayFixture().open();
        rig.leg(side).duringWrite(rig.leg(side)::ends);
        rig.leg(side.other()).says(Frames.text(side.other(), "too late"));
        rig.pass(5);
        rig.behave(side.other());
        assertThat(rig.leg(side).ending()).containsExactly("finish");
        rig.assertOver(CloseCause.Kind.LOST, side);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.9 a leg that cannot be opened ends the relay, and both legs are reset")
    void a_leg_that_cannot_be_opened_ends_the_relay(Side side) {
        RelayFixture rig = new RelayFixture();
        rig.leg(side).throwsAt("open");
        rig.open();
        assertThat(rig.client.ending()).containsExactly("abort");
        assertThat(rig.member.ending()).containsExactly("abort");
        assertThat(rig.closes).extracting(CloseCause::kind).containsExactly(CloseCause.Kind.FAULT);
        assertThat(rig.relays.all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.9 a leg that throws what it must not ends the relay, and both legs are reset")
    void a_leg_that_throws_what_it_must_not_ends_the_relay(Side side) {
        for (String call : List.of("read", "write")) {
            RelayFixture rig = new RelayFixture().open();
            rig.leg(side).throwsAt(call);
            rig.leg(side).says(Frames.text(side, "x"));
            rig.leg(side.other()).says(Frames.text(side.other(), "x"));
            assertThat(rig.client.ending()).containsExactly("abort");
            assertThat(rig.member.ending()).containsExactly("abort");
            rig.assertOver(CloseCause.Kind.FAULT, null);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.9 a leg that cannot even be ended does not keep the other one, nor the relay")
    void a_leg_that_cannot_be_ended_keeps_nothing(Side side) {
        for (String call : List.of("finish", "abort")) {
            RelayFixture rig = new RelayFixture().open();
            rig.leg(side).throwsAt(call);
            rig.relay().end(CloseCause.stop());
            rig.behave(side.other());
            rig.pass(12);
            assertThat(rig.leg(side.other()).ending()).containsExactly("finish");
            assertThat(rig.closes).hasSize(1);
            assertThat(rig.relays.all()).isEmpty();
        }
    }

    @Test
    @DisplayName("relay R3.9 one relay's fault does not keep the sweep from the others")
    void one_relays_fault_does_not_keep_the_sweep_from_the_others() {
        RelayFixture rig = new RelayFixture()
                .terms(TestTerms.start().heartbeat(10, true, true).now());
        List<MemoryLeg> clients = new ArrayList<>();
        for (int nth = 0; nth < 8; nth++) {
            var client = new MemoryLeg();
            if (nth % 2 == 0) {
                client.throwsAt("write");
            }
            clients.add(client);
            var order = new RelayOrder(
                    new MemoryLeg(), TestTerms.start().heartbeat(10, true, true).now(), Extensions.none(), 0, 0);
            rig.relays.open(order, client, rig);
        }
        rig.pass(12);
        for (int nth = 0; nth < 8; nth++) {
            assertThat(clients.get(nth).isAborted()).isEqualTo(nth % 2 == 0);
        }
        assertThat(rig.relays.all()).hasSize(4);
        assertThat(rig.closes).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("relay R3.3 a ping that comes too late does not go behind a close")
    void a_ping_that_comes_too_late_does_not_go_behind_a_close(Side side) {
        RelayFixture rig = new RelayFixture().open();
        rig.leg(side).says(Frames.close(side, 1000, "bye"));
        rig.relay().from(side).ping(rig.relays.framesTo(side.other()).ping(1));
        assertThat(rig.leg(side.other()).heard()).containsExactly("close 1000 bye");
    }

    @Test
    @DisplayName("relay R3.3 a close code that may not be on the wire is refused where it is named")
    void a_close_code_that_may_not_be_on_the_wire_is_refused() {
        assertThatThrownBy(() -> CloseCause.drain(1006)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CloseCause.drain(5000)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(value = 300, name = "R3.2 run {currentRepetition}")
    @DisplayName("relay R3.2 whatever ends it, and from however many threads, a relay is over exactly once")
    void a_relay_is_over_exactly_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        var random = new SplittableRandom(ThreadLocalRandom.current().nextLong());
        var closes = new AtomicInteger();
        var over = new CountDownLatch(1);
        var client = new MemoryLeg();
        var member = new MemoryLeg();
        var relays = new Relays(System::nanoTime, new Random(1));
        var order = new RelayOrder(member, TestTerms.quiet(), Extensions.none(), 0, 0);
        Relay relay = relays.open(order, client, (of, cause) -> {
            closes.incrementAndGet();
            over.countDown();
        });
        List<Runnable> blows = new ArrayList<>(List.of(
                () -> client.says(Frames.text(Side.CLIENT, "x"), Frames.close(Side.CLIENT, 1000, "")),
                () -> member.says(Frames.text(Side.MEMBER, "x"), Frames.close(Side.MEMBER, 1000, "")),
                client::ends,
                member::breaks,
                () -> relay.end(CloseCause.stop()),
                () -> relay.end(CloseCause.drain(1012)),
                relays::sweep,
                relay::abandon));
        while (!blows.isEmpty()) {
            threads.execute(blows.remove(random.nextInt(blows.size())));
        }
        assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(closes).hasValue(1);
        assertThat(relays.all()).isEmpty();
        client.assertNoMisuse();
        member.assertNoMisuse();
    }
}
