package org.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;

class LoadTest {
    private static final Duration A_WHILE = Duration.ofMillis(400);
    /** Behind this many bytes the handshake is over and messages are on their way. */
    private static final int LATER = 5_000;

    private EchoMember member;

    @BeforeEach
    void listen() throws IOException {
        member = new EchoMember(0);
    }

    @AfterEach
    void stop() throws IOException {
        member.close();
    }

    private static Load played(String scenario, Address address) throws IOException {
        try (var load = new Load(Scenario.named(scenario), address)) {
            load.open();
            load.play(A_WHILE);
            return load;
        }
    }

    private void playedThrough(BadProxy.Fault fault) throws IOException {
        try (var proxy = new BadProxy(member.port(), fault)) {
            played("echo64", proxy.address());
        }
    }

    @ParameterizedTest(name = "bench R1.1 {0}: what an honest way brings is accepted")
    @ValueSource(
            strings = {"echo64", "echo1k", "text64", "pipe64", "rate64", "broadcast", "trickle", "down", "up", "churn", "idle"})
    void what_an_honest_way_brings_is_accepted(String scenario) throws IOException {
        Load load = played(scenario, Address.plain(member.port()));
        if (!scenario.equals("idle")) {
            assertThat(load.units()).isPositive();
        }
    }

    @Test
    @DisplayName("bench R1.1 a changed byte is noticed")
    void a_changed_byte_is_noticed() {
        assertThatThrownBy(() -> playedThrough((chunk, count, before) -> {
                    if (before > LATER) {
                        chunk[count - 1] ^= 1;
                    }
                    return count;
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed");
    }

    @Test
    @DisplayName("bench R1.1 a lost message is noticed")
    void a_lost_message_is_noticed() {
        assertThatThrownBy(() -> {
                    try (var proxy = new BadProxy(
                            member.port(), (chunk, count, before) -> before > LATER && count > 66 ? count - 66 : count)) {
                        played("pipe64", proxy.address());
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was due");
    }

    @Test
    @DisplayName("bench R1.1 an unexpected end is noticed")
    void an_end_that_nobody_asked_for_is_noticed() {
        assertThatThrownBy(() -> playedThrough((chunk, count, before) -> {
                    if (before > LATER) {
                        throw new InterruptedException("enough");
                    }
                    return count;
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("bench R1.2 messages that queue behind a pause count as late, each from when it was due")
    void messages_that_queue_behind_a_pause_count_as_late() throws IOException {
        long[] paused = {0};
        try (var proxy = new BadProxy(member.port(), (chunk, count, before) -> {
            if (before > 1_000 && paused[0]++ == 0) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            return count;
        })) {
            var one = new Scenario("one", Scenario.Shape.ECHO, 1, 64, 0, 1_000, false, false);
            try (var load = new Load(one, proxy.address())) {
                load.open();
                load.play(Duration.ofSeconds(1));
                long late = load.latency().getCountBetweenValues(TimeUnit.MILLISECONDS.toNanos(20), Long.MAX_VALUE / 2);
                // A client that waits for each answer before it goes on would have seen one.
                assertThat(late).isGreaterThan(100);
            }
        }
    }
}
