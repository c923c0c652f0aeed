package org.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.Intent;
import org.sluice.config.ReadResult;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;

class EjectionsTest {
    private static final Duration EARLY = Duration.ofMillis(999);

    private long now;
    private final Pools pools = new Pools(() -> now, (pool, before, after) -> {});
    private final Ejections ejections = new Ejections(pools);

    @Test
    @DisplayName(
            "pool R3.8 three faults in a row put a member aside for eject-for; anything good in between begins the row anew")
    void three_faults_in_a_row_put_a_member_aside() {
        say("ws://a:1, ws://b:1");
        fail("a", 2);
        ejections.answered(member("a"));
        fail("a", 2);
        assertThat(out()).isEmpty();
        fail("a", 1);
        assertThat(out()).containsExactly("a");
        assertThat(member("a").reason()).isEqualTo("UNANSWERED");

        now += Duration.ofSeconds(10).toNanos() - 1;
        ejections.sweep();
        assertThat(out()).containsExactly("a");
        now++;
        ejections.sweep();
        assertThat(out()).isEmpty();
        assertThat(member("a").slowStart().returned()).isTrue();
    }

    @Test
    @DisplayName("pool R3.8 half the pool at most, and never the last that serves")
    void half_the_pool_at_most_and_never_the_last() {
        say("ws://a:1, ws://b:1, ws://c:1, ws://d:1");
        List.of("a", "b", "c", "d").forEach(host -> fail(host, 3));
        assertThat(out()).containsExactly("a", "b");

        say("ws://x:1, ws://y:1 weight=0, ws://z:1 drain");
        fail("x", 9);
        assertThat(out()).isEmpty();
    }

    @Test
    @DisplayName("pool R3.8 eject-after=0 and eject-max=0 eject no member")
    void nobody_is_put_aside_who_may_not() {
        say("ws://a:1, ws://b:1", "eject-after", "0");
        fail("a", 9);
        say("ws://a:1, ws://b:1", "eject-max", "0");
        fail("a", 9);
        assertThat(out()).isEmpty();
    }

    @Test
    @DisplayName(
            "pool R3.8 relays that die early count, handshakes that were answered in between or not; those that lived do not")
    void relays_that_die_early_count() {
        say("ws://a:1, ws://b:1");
        for (int i = 0; i < 3; i++) {
            opened("a");
            ejections.answered(member("a"));
            ejections.ended("chat", member("a"), Duration.ofSeconds(1), true, new Source(i, i));
        }
        assertThat(out()).isEmpty();
        for (int i = 0; i < 3; i++) {
            opened("a");
            ejections.answered(member("a"));
            ejections.ended("chat", member("a"), EARLY, true, new Source(i, i));
        }
        assertThat(out()).containsExactly("a");
    }

    @Test
    @DisplayName("pool R3.8 relays that clients end early are no fault")
    void relays_that_clients_end_early_are_no_fault() {
        say("ws://a:1, ws://b:1");
        for (int i = 0; i < 9; i++) {
            opened("a");
            ejections.ended("chat", member("a"), EARLY, false, new Source(i, i));
        }
        assertThat(out()).isEmpty();
    }

    @Test
    @DisplayName(
            "pool R3.6 R3.7 a newer setting of the operator overrides an older one, and a member that is to serve again is not ejected")
    void a_new_word_of_the_operator_counts_more() {
        say("ws://a:1, ws://b:1 drain");
        assertThat(member("b").intent()).isEqualTo(Intent.DRAIN);
        pools.change("chat", member("b").uri(), member -> member.with(Intent.OFF, now));
        say("ws://a:1, ws://b:1 drain weight=3");
        assertThat(member("b").intent()).isEqualTo(Intent.OFF);

        say("ws://a:1, ws://b:1, ws://c:1");
        assertThat(member("b").intent()).isEqualTo(Intent.SERVE);
        assertThat(member("b").slowStart().returned()).isTrue();
        assertThat(member("c").slowStart().returned()).isTrue();
        assertThat(member("a").slowStart().returned()).isFalse();
    }

    private void opened(String host) {
        member(host).stats().tryPending(1, 0);
        member(host).stats().pendingOpened();
        member(host).stats().relayEnded();
    }

    private void fail(String host, int times) {
        for (int i = 0; i < times; i++) {
            ejections.failed("chat", member(host), MemberFault.UNANSWERED, new Source(1, 1));
        }
    }

    private List<String> out() {
        return pools.pool("chat").orElseThrow().members().stream()
                .filter(member -> member.health() == Member.Health.EJECTED)
                .map(Member::host)
                .toList();
    }

    private Member member(String host) {
        return pools.pool("chat").orElseThrow().members().stream()
                .filter(member -> member.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    private void say(String members, String... more) {
        Map<String, String> keys = new HashMap<>(Map.of("members", members));
        for (int i = 0; i < more.length; i += 2) {
            keys.put(more[i], more[i + 1]);
        }
        ReadResult reading = new ConfigurationReader().read(Map.of("pools/chat", keys));
        pools.follow(((ReadResult.Accepted) reading).configuration());
    }
}
